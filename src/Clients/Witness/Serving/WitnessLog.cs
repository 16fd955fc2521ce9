using Microsoft.Extensions.Logging;

namespace SharingHub.Witness.Serving;

internal static partial class WitnessLog
{
    [LoggerMessage(LogLevel.Information, "{Origin}: cosigned size {Size}.")]
    public static partial void Cosigned(ILogger logger, string origin, long size);

    // The log's own signature makes this evidence against it, so the whole of it is kept.
    [LoggerMessage(LogLevel.Error, "A log's signature stands on a checkpoint that does not continue what was cosigned: {Request}")]
    public static partial void Inconsistent(ILogger logger, string request);

    [LoggerMessage(LogLevel.Error, "The state could not be stored, so nothing was cosigned: {Error}")]
    public static partial void NotStored(ILogger logger, string error);
}
