using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Cli.Input;
using SharingHub.Sdk;
using SharingHub.Sdk.Leads;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Leads;

/// <summary>Follows leads.</summary>
internal sealed class WatchLeadsCommand : CliCommand
{
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<uint?> _aDay = new("--a-day") { HelpName = "N", Description = "How many consignments of a day's arrivals you inspect, 1-100000; or --per-mille." };
    private readonly Option<uint?> _perMille = new("--per-mille") { HelpName = "N", Description = "How many of each 1000 known arrivals of a day you inspect, 1-1000; or --a-day." };
    private readonly Option<DateTimeOffset?> _from = Choice.Time("--from", "Consignments that arrive from then on (UTC unless it says otherwise). Default: now.");
    private readonly Option<DateTimeOffset?> _before = Choice.Time("--before", "And before then. Default: no end.");
    private readonly Option<double> _minProbability = new("--min-probability") { HelpName = "P", Description = "0-1; what is less probable is no lead." };
    private readonly Option<bool> _untilCaughtUp = new("--until-caught-up") { Description = "Stop when all leads there are have come." };

    public WatchLeadsCommand()
        : base(
            "watch",
            "Shows for each day of arrival the consignments that are worth your inspections, then each again when it changes, until Ctrl-C.",
            "sharinghub leads watch --per-mille 20 --purpose border-targeting --as customs",
            "sharinghub leads watch --a-day 5 --from 2020-12-01 --before 2020-12-02 --until-caught-up --purpose border-targeting --as customs")
    {
        Add(_purpose);
        Add(_aDay);
        Add(_perMille);
        Add(_from);
        Add(_before);
        Add(_minProbability);
        Add(_untilCaughtUp);
        Validators.Add(result =>
        {
            if (result.GetResult(_aDay) is null == result.GetResult(_perMille) is null)
                result.AddError("Say how much you inspect: --a-day N or --per-mille N, one of them.");
        });
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var once = session.Get(_untilCaughtUp);
        using var results = once ? session.Results(LeadRows.Columns) : session.LiveResults(LeadRows.Columns);
        await foreach (var next in hub.WatchLeadsAsync(Request(session), cancel: session.Cancel))
        {
            switch (next)
            {
                case LeadsChanged { Page: var page }:
                    results.Add(page);
                    break;
                case CaughtUpReached when once:
                    return ExitCode.Done;
                case CaughtUpReached:
                    session.Say("Caught up. Waiting for more.");
                    break;
                case SubscriptionEnded { End: var end }:
                    session.Say($"{end.Reason.ToName()}: {end.Message}");
                    break;
            }

            results.Flush();
        }

        return ExitCode.StreamEnded;
    }

    private WatchLeadsRequest Request(Session session)
    {
        var request = new WatchLeadsRequest
        {
            Purpose = session.Get(_purpose),
            ArrivingFrom = session.Get(_from)?.ToTimestamp(),
            ArrivingBefore = session.Get(_before)?.ToTimestamp(),
            MinProbability = session.Get(_minProbability),
        };
        if (session.Get(_aDay) is { } aDay)
            request.ConsignmentsADay = aDay;
        else
            request.PerMilleOfArrivals = session.Get(_perMille)!.Value;
        return request;
    }
}
