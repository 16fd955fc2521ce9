namespace SharingHub.Cosigning;

/// <summary>How witnesses are asked.</summary>
public sealed record CosigningOptions
{
    // As Tessera has it: a witness that takes longer is counted at the next checkpoint.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(1);

    // A clock this far out is not kept by anybody.
    private static readonly TimeSpan DefaultFutureTolerance = TimeSpan.FromMinutes(5);

    /// <summary>For each question, from connecting to the answer's last byte.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How far ahead of this clock a cosignature's time may be.</summary>
    public TimeSpan FutureTolerance { get; init; } = DefaultFutureTolerance;
}
