using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Hosting;

internal static partial class SignerLog
{
    [LoggerMessage(LogLevel.Warning, "Not signed ({Verdict}): size {Size} of the log {Log} was asked for; the last signed is {Last}.")]
    public static partial void Refused(ILogger logger, SigningVerdict verdict, string log, long size, long last);

    [LoggerMessage(LogLevel.Error, "Nothing is signed: {Cause}")]
    public static partial void NotKept(ILogger logger, string cause);
}
