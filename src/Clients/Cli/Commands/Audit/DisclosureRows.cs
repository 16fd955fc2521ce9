using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Audit;

internal static class DisclosureRows
{
    public static readonly string[] Columns = ["recipient", "purpose", "record", "use", "agreement", "disclosed", "acknowledged", "withheld"];

    public static void Add(this Results results, RecordDisclosure disclosure) => results.Add(
        Json.Of(disclosure),
        disclosure.Recipient,
        disclosure.Purpose.ToName(),
        disclosure.Name?.ToText() ?? "",
        disclosure.Use.ToName().ToLowerInvariant(),
        Json.Agreement(disclosure.AgreementId, disclosure.AgreementRevision),
        Json.Time(disclosure.Recorded),
        Acknowledged(disclosure),
        string.Join(", ", disclosure.Withheld));

    // What was only used never reached anyone, so there is nothing to acknowledge.
    private static string Acknowledged(RecordDisclosure disclosure) =>
        disclosure.AcknowledgedAt is { } at ? Json.Time(at) : disclosure.Use == RecordUse.Correlate ? "" : "no";
}
