namespace SharingHub.Gateway.Configuration;

/// <summary>What one caller may ask of the gateway. The hub limits records and message sizes by itself.</summary>
internal sealed record LimitOptions
{
    /// <summary>A member's clients open a few long streams; a hundred calls a second is a fault or an attack, yet leaves room for a burst of <c>Get</c>.</summary>
    public const int DefaultCallsPerSecond = 100;

    /// <summary>Two seconds' worth, so that many clients of one member may start at once.</summary>
    public const int DefaultCallBurst = 200;

    /// <summary>Kestrel's own default, and what gRPC libraries expect before they open another connection.</summary>
    public const int DefaultStreamsPerConnection = 100;

    /// <summary>Some 10 kB of memory each: ten thousand connections stay within 100 MB.</summary>
    public const int DefaultConnections = 10_000;

    /// <summary>A token is about 1 KiB; 16 KiB leaves room for tracing and metadata.</summary>
    public const int DefaultHeaderBytes = 16 * 1024;

    /// <summary>A token request with a signed assertion is about 2 KiB. Holds for every body but those of gRPC, whose messages the hub measures.</summary>
    public const int DefaultBodyBytes = 64 * 1024;

    /// <summary>Calls a second of one member, over all its connections (of one address, where no certificate was presented).</summary>
    public int CallsPerSecond { get; init; } = DefaultCallsPerSecond;

    /// <summary>Calls that a member may make at once after a pause.</summary>
    public int CallBurst { get; init; } = DefaultCallBurst;

    /// <summary>Calls open at the same time on one connection; the next is refused (REFUSED_STREAM).</summary>
    public int StreamsPerConnection { get; init; } = DefaultStreamsPerConnection;

    /// <summary>Connections open at the same time.</summary>
    public int Connections { get; init; } = DefaultConnections;

    /// <summary>All request headers of one call together, in bytes.</summary>
    public int HeaderBytes { get; init; } = DefaultHeaderBytes;

    /// <summary>The body of one call that is not gRPC, in bytes.</summary>
    public int BodyBytes { get; init; } = DefaultBodyBytes;
}
