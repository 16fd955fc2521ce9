using System.Diagnostics.Metrics;

namespace SharingHub.Hub.Foundation;

/// <summary>The hub's own measurements. Tags hold member ids and outcomes, never what a record says.</summary>
internal static class Telemetry
{
    public const string Name = "SharingHub";

    private static readonly Meter Meter = new(Name);

    public static Counter<long> RecordsTaken { get; } = Meter.CreateCounter<long>("sharinghub.intake.records", "{record}", "Records submitted, by outcome.");

    public static Histogram<int> GroupSize { get; } = Meter.CreateHistogram<int>("sharinghub.intake.group", "{record}", "Records in one commit.");

    public static Counter<long> RecordsDisclosed { get; } = Meter.CreateCounter<long>("sharinghub.disclosure.records", "{record}", "Record views disclosed.");

    public static UpDownCounter<int> OpenStreams { get; } = Meter.CreateUpDownCounter<int>("sharinghub.streams", "{stream}", "Open streams, by call.");

    public static Counter<long> EntriesIntegrated { get; } = Meter.CreateCounter<long>("sharinghub.ledger.integrated", "{entry}", "Entries appended to the tree by this replica.");

    public static Histogram<double> PublishDelay { get; } = Meter.CreateHistogram<double>(
        "sharinghub.ledger.publish_delay", "s", "From an event's index to the signed checkpoint that covers it; the oldest event of each checkpoint.");

    public static Counter<long> WitnessAnswers { get; } = Meter.CreateCounter<long>("sharinghub.ledger.witness_answers", "{answer}", "Answers of witnesses, by witness and outcome.");

    public static Histogram<double> ImportDelay { get; } = Meter.CreateHistogram<double>(
        "sharinghub.federation.import_delay", "s", "From a record's commit at a peer hub to its commit here, by peer.");

    public static void SetPeerSilence(string peer, TimeSpan silence) => PeerSilence.Record(silence.TotalSeconds, new KeyValuePair<string, object?>("peer", peer));

    public static void SetEvidenceAge(TimeSpan age) => EvidenceAge.Record(age.TotalSeconds);

    public static void SetMissingEvents(long count) => MissingEvents.Record(count);

    public static void SetPublishingHalted(bool halted) => PublishingHalted.Record(halted ? 1 : 0);

    private static readonly Gauge<double> EvidenceAge = Meter.CreateGauge<double>(
        "sharinghub.ledger.evidence_age", "s", "Since a quorum of witnesses saw the ledger; where witnesses are configured.");

    private static readonly Gauge<double> PeerSilence = Meter.CreateGauge<double>(
        "sharinghub.federation.silence", "s", "Since a peer hub was heard of, by peer.");

    private static readonly Gauge<long> MissingEvents = Meter.CreateGauge<long>(
        "sharinghub.ledger.missing", "{event}", "Events that are in history or in the ledger but not in both. Anything but 0 is a finding.");

    private static readonly Gauge<int> PublishingHalted = Meter.CreateGauge<int>(
        "sharinghub.ledger.halted", "1", "1 while the hub must not have checkpoints signed; the log says why and what to do.");
}
