namespace SharingHub.Benchmarks.Profiling;

/// <summary>How long the processors worked for whom, in seconds, as the kernel counts it.</summary>
internal sealed record ProcessorTime(IReadOnlyDictionary<string, double> Seconds)
{
    public const string Hub = "hub", Postgres = "postgres", FarHub = "far hub", FarPostgres = "far postgres", Gateway = "gateway", Signer = "signer", Identity = "identity";

    /// <summary>The parts that the whole is split into: <c>other</c> is all other programs and the kernel's own work, <c>idle</c> is what nobody used.</summary>
    public static readonly string[] Parts = [Hub, Postgres, FarHub, FarPostgres, Gateway, Signer, Identity, "bare", "client", "other", "idle"];

    /// <summary>Those whose code is the hub's.</summary>
    public static readonly string[] Hubs = [Hub, FarHub];

    /// <summary>Those that a record's cost is told of.</summary>
    public static readonly string[] OfRecords = [Hub, Postgres, FarHub, FarPostgres];

    /// <param name="processes">By part. Of a PostgreSQL the one that started the others.</param>
    public static ProcessorTime Now(IEnumerable<(string Part, int Process)> processes)
    {
        var seconds = new Dictionary<string, double> { ["client"] = Kernel.SecondsOf(Environment.ProcessId) };
        foreach (var (part, process) in processes)
        {
            seconds[part] = seconds.GetValueOrDefault(part) + (part is Postgres or FarPostgres ? Kernel.SecondsOfFamily(process) : Kernel.SecondsOf(process));
        }

        var (busy, idle) = Kernel.SecondsOfMachine();
        seconds["other"] = busy - seconds.Values.Sum();
        seconds["idle"] = idle;
        return new ProcessorTime(seconds);
    }

    public static ProcessorTime operator -(ProcessorTime after, ProcessorTime before) =>
        new(after.Seconds.ToDictionary(one => one.Key, one => Math.Max(0, one.Value - before.Seconds.GetValueOrDefault(one.Key))));

    /// <summary>A part's share of all that the processors could do, in percent.</summary>
    public double Percent(string part) =>
        Seconds.Values.Sum() is > 0 and var all ? 100 * Seconds.GetValueOrDefault(part) / all : 0;

    /// <summary>What a part had of each second, over all processors: two that are busy have two million.</summary>
    public double MicrosecondsOfASecond(string part) => Percent(part) / 100 * Environment.ProcessorCount * 1_000_000;
}
