namespace SharingHub.Gateway.Configuration;

/// <summary>How the gateway watches what stands behind it, and how long it waits.</summary>
internal sealed record WatchOptions
{
    /// <summary>A dead replica is noticed by the next call anyway; probes find the rest (a full database pool, a hung process) within a few seconds.</summary>
    public const int DefaultProbeSeconds = 2;

    /// <summary>Four times the hub's 15 s heartbeat: an idle subscription lives, and a stream whose hub hangs ends within a minute.</summary>
    public const int DefaultActivitySeconds = 60;

    /// <summary>Long enough for unary calls to finish, short enough for a rolling upgrade; open streams are cut then, and clients reopen them with their cursor.</summary>
    public const int DefaultStopSeconds = 5;

    /// <summary>Seconds between two probes of <c>/health/ready</c>.</summary>
    public int ProbeSeconds { get; init; } = DefaultProbeSeconds;

    /// <summary>Seconds without a byte in either direction after which a call is ended. HTTP/2 pings do not count, messages do.</summary>
    public int ActivitySeconds { get; init; } = DefaultActivitySeconds;

    /// <summary>Seconds that open calls have when the gateway is asked to stop.</summary>
    public int StopSeconds { get; init; } = DefaultStopSeconds;
}
