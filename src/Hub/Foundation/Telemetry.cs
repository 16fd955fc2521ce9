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
}
