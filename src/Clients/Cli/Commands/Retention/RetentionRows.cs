using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Retention;

internal static class RetentionRows
{
    public static readonly string[] Columns = ["what", "id", "record", "by", "since", "why", "state"];

    public static void Add(this Results results, ExpungeRequest request) => results.Add(
        Json.Of(request),
        "expunge",
        request.Id,
        request.Name.ToText(),
        request.RequestedBy,
        Json.Time(request.RequestedAt),
        $"{request.LegalBasis.ToName()}: {request.BasisText}",
        request.State == ExpungeRequestState.Open ? $"open until {Json.Time(request.ExpiresAt)}" : request.State.ToName());

    public static void Add(this Results results, Hold hold) => results.Add(
        Json.Of(hold), "hold", hold.Id, hold.Name.ToText(), hold.PlacedBy, Json.Time(hold.PlacedAt), hold.Reference, "stands");

    public static int Write(this Session session, ExpungeRequest request)
    {
        using var results = session.Results(Columns);
        results.Add(request);
        return ExitCode.Done;
    }

    public static int Write(this Session session, Hold hold)
    {
        using var results = session.Results(Columns);
        results.Add(hold);
        return ExitCode.Done;
    }
}
