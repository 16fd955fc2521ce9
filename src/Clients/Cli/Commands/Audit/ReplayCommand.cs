using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Auditing;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Audit;

/// <summary>Replays history.</summary>
internal sealed class ReplayCommand : CliCommand
{
    private readonly Option<ulong> _fromIndex = new("--from-index") { HelpName = "N", Description = "From this ledger index on." };
    private readonly Option<ulong?> _toIndex = new("--to-index") { HelpName = "N", Description = "Up to and including this one. Default: to the end as it is now." };
    private readonly Option<DateTimeOffset?> _fromTime = Choice.Time("--from-time", "Only what the hub sequenced at or after this time (UTC unless it says otherwise).");
    private readonly Option<DateTimeOffset?> _toTime = Choice.Time("--to-time", "Only what the hub sequenced before this time.");
    private readonly Option<string[]> _members = new("--member") { HelpName = "MEMBER", Description = "Only events of these acting members.", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _types = new("--type") { HelpName = "TYPE", Description = "Only events of these types.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _stream = new("--stream") { HelpName = "STREAM", Description = "Only this stream." };

    public ReplayCommand()
        : base(
            "replay",
            "Writes history in ledger order: the envelope of each event. For auditors.",
            "sharinghub audit replay --type disclosure.v1 --from-time 2020-11-02T00:00:00Z --as inspectorate",
            "sharinghub audit replay --stream record/amazonia/listing/lst-1 --as inspectorate")
    {
        foreach (var option in new System.CommandLine.Option[] { _fromIndex, _toIndex, _fromTime, _toTime, _members, _types, _stream })
            Add(option);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var request = new ReplayRequest
        {
            FromIndex = session.Get(_fromIndex),
            FromTime = session.Get(_fromTime) is { } from ? Timestamp.FromDateTimeOffset(from) : null,
            ToTime = session.Get(_toTime) is { } to ? Timestamp.FromDateTimeOffset(to) : null,
            Members = { session.Get(_members) ?? [] },
            Types_ = { session.Get(_types) ?? [] },
            Stream = session.Get(_stream) ?? "",
        };
        if (session.Get(_toIndex) is { } toIndex)
            request.ToIndex = toIndex;
        await using var hub = session.Connect();
        using var results = session.LiveResults("index", "sequenced", "type", "stream", "version", "actor", "agreement");
        var events = 0L;
        await foreach (var item in hub.ReplayAsync(request, session.Cancel))
        {
            events++;
            results.Add(Json.Of(item), $"{item.Index}", Json.Time(item.SequencedAt), item.Type, item.Stream, $"{item.Version}", item.Actor, item.Agreement);
        }

        session.Say($"{events} events; complete.");
        return ExitCode.Done;
    }
}
