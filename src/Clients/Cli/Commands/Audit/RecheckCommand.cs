using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Audit;

/// <summary>Decides every disclosure again.</summary>
internal sealed class RecheckCommand : CliCommand
{
    private readonly Option<ulong> _fromIndex = new("--from-index") { HelpName = "N", Description = "From this ledger index on." };
    private readonly Option<ulong?> _toIndex = new("--to-index") { HelpName = "N", Description = "Up to and including this one. Default: to the end as it is now." };

    public RecheckCommand()
        : base(
            "recheck",
            "Has every disclosure decided again from history, and writes what differs from what was recorded. For auditors. Exit code 1 when anything does.",
            "sharinghub audit recheck --as inspectorate")
    {
        Add(_fromIndex);
        Add(_toIndex);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var request = new RecheckRequest { FromIndex = session.Get(_fromIndex) };
        if (session.Get(_toIndex) is { } toIndex)
            request.ToIndex = toIndex;
        await using var hub = session.Connect();
        using var call = hub.Audit.Recheck(request, cancellationToken: session.Cancel);
        using var results = session.LiveResults("index", "disclosure", "record", "recorded", "decided");
        while (await call.ResponseStream.MoveNext(session.Cancel))
        {
            var next = call.ResponseStream.Current;
            if (next.Difference is { } found)
                results.Add(Json.Of(found), $"{found.Index}", found.DisclosureId, found.Name.ToText(), found.Recorded, found.Decided);
            if (next.End is { } end)
            {
                session.Say($"{end.Records} records in {end.Disclosures} disclosures decided again; differences: {end.Differences}.");
                if (end.OnKeptVerdicts > 0)
                    session.Say($"{end.OnKeptVerdicts} of the records were expunged since: decided on kept verdicts.");
                return end.Differences == 0 ? ExitCode.Done : ExitCode.SomeRefused;
            }
        }

        session.Say("The stream ended before its end marker; nothing is proven.");
        return ExitCode.Unavailable;
    }
}
