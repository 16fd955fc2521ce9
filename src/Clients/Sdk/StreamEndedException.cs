using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>The hub ended a stream on purpose, and opening it again would not help.</summary>
public class StreamEndedException : HubException
{
    private protected StreamEndedException(End end)
        : base(StatusCode.PermissionDenied, end.Reason.ToName(), end.Message.Length > 0 ? end.Message : $"The stream ended: {end.Reason.ToName()}.") =>
        End = end;

    /// <summary>The hub's end marker, with the cursor that was reached.</summary>
    public End End { get; }

    internal static StreamEndedException For(End end) => end.Reason switch
    {
        EndReason.AgreementEnded => new AgreementEndedException(end),
        EndReason.AccessEnded => new AccessEndedException(end),
        _ => new StreamEndedException(end),
    };
}

/// <summary>No agreement feeds the query any longer.</summary>
public sealed class AgreementEndedException : StreamEndedException
{
    internal AgreementEndedException(End end)
        : base(end)
    {
    }

    /// <summary>The agreement that ended last, a lower-case UUID.</summary>
    public string AgreementId => End.AgreementId;
}

/// <summary>The caller's member is suspended, or its client revoked.</summary>
public sealed class AccessEndedException : StreamEndedException
{
    internal AccessEndedException(End end)
        : base(end)
    {
    }
}
