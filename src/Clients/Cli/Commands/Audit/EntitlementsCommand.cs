using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Audit;

/// <summary>Says who was entitled to what, as of a moment.</summary>
internal sealed class EntitlementsCommand : CliCommand
{
    private readonly Argument<string> _subject = new("subject") { HelpName = "RECORD|MEMBER", Description = "A record as contributor/kind/id, or a member." };
    private readonly Option<ulong?> _index = new("--at-index") { HelpName = "N", Description = "As of this ledger index." };
    private readonly Option<DateTimeOffset?> _time = Choice.Time("--at", "As of this time (UTC unless it says otherwise). Default: now.");

    public EntitlementsCommand()
        : base(
            "entitlements",
            "Says who was entitled to a record, or to what a member was entitled, under which revision, at any time of history.",
            "sharinghub audit entitlements amazonia/listing/lst-1 --at 2026-11-24T12:00:00Z --as inspectorate",
            "sharinghub audit entitlements customs --as customs")
    {
        Add(_subject);
        Add(_index);
        Add(_time);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var subject = session.Get(_subject);
        var request = new EntitlementsRequest();
        if (subject.Contains('/', StringComparison.Ordinal))
            request.Record = RecordNames.TryParse(subject, out var record) ? record : throw new UsageException($"{subject} is no record: write contributor/kind/id.");
        else
            request.Member = subject;
        if (session.Get(_index) is { } index)
            request.AsOf = new AsOf { Index = index };
        else if (session.Get(_time) is { } time)
            request.AsOf = new AsOf { Time = Timestamp.FromDateTimeOffset(time) };
        await using var hub = session.Connect();
        var answer = await hub.Audit.EntitlementsAsync(request, cancellationToken: session.Cancel);
        using var results = session.Results("recipient", "purpose", "contributor", "kind", "agreement", "grant", "withheld");
        foreach (var one in answer.Entitlements)
        {
            results.Add(
                Json.Of(one), one.Recipient, one.Purpose.ToName(), one.Contributor, one.Kind.ToName(),
                Json.Agreement(one.AgreementId, one.AgreementRevision), $"{one.Grant}", string.Join(", ", one.Withheld));
        }

        if (answer.Entitlements.Count == 0)
            session.Say("Nobody was entitled to anything of it then.");
        return ExitCode.Done;
    }
}
