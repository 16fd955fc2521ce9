using System.CommandLine;
using System.Globalization;
using SharingHub.Cli.Output;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Leads;

/// <summary>Says what the caller's own inspections taught.</summary>
internal sealed class ShowYieldCommand : CliCommand
{
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public ShowYieldCommand()
        : base(
            "yield",
            "Says how your own inspections bear out what your leads rested on: by reason, by contributor and by month. Reliability is what such reasons are multiplied by from now on.",
            "sharinghub leads yield --purpose border-targeting --as customs") => Add(_purpose);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Targeting.GetYieldAsync(new GetYieldRequest { Purpose = session.Get(_purpose) }, cancellationToken: session.Cancel);
        if (session.Format != OutputFormat.Table)
        {
            Results.WriteOne(session.Terminal, session.Format, Json.Of(answer));
            return ExitCode.Done;
        }

        using var results = session.Results("by", "", "examined", "seized", "expected", "reliability");
        Add(results, "reason", answer.ByReason);
        Add(results, "contributor", answer.ByContributor);
        Add(results, "month", answer.ByMonth);
        return ExitCode.Done;
    }

    private static void Add(Results results, string by, IEnumerable<Yield> yields)
    {
        foreach (var one in yields)
        {
            results.Add(
                Json.Of(one), by, one.Key, $"{one.Examined}", $"{one.Seized}", one.Expected.ToString("0.0", CultureInfo.InvariantCulture),
                one.Reliability > 0 ? one.Reliability.ToString("0.00", CultureInfo.InvariantCulture) : "");
        }
    }
}
