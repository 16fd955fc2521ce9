using Grpc.Core;
using SharingHub.Sdk;

namespace SharingHub.Cli;

/// <summary>What scripts can rely on; the help states the same.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int SomeRefused = 1;
    public const int Usage = 2;
    public const int NotAllowed = 3;
    public const int Unavailable = 4;
    public const int StreamEnded = 5;
    public const int Findings = 6;
    public const int Cancelled = 130;

    public const string Help = """
        Exit codes:
          0    all done
          1    some records were rejected, or the request was: not found, invalid, changed meanwhile
          2    the command line or a file on it is wrong
          3    refused: certificate, token, role or purpose
          4    the hub does not answer, or failed
          5    the stream ended because the agreement or the access ended
          6    checked, and something is not as it must be
          130  cancelled
        """;

    public static int Of(HubException error) => error switch
    {
        StreamEndedException => StreamEnded,
        { StatusCode: StatusCode.PermissionDenied or StatusCode.Unauthenticated } => NotAllowed,
        {
            StatusCode: StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.AlreadyExists or StatusCode.Aborted
                or StatusCode.FailedPrecondition or StatusCode.OutOfRange
        } => SomeRefused,
        _ => Unavailable,
    };
}
