using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>How a stream breaks.</summary>
public enum Fault
{
    /// <summary>UNAVAILABLE, in order.</summary>
    Unavailable,

    /// <summary>The stream ends with OK, as of a hub that stops.</summary>
    EndsWithOk,

    /// <summary>The stream is reset.</summary>
    StreamReset,

    /// <summary>The TCP connection is gone.</summary>
    ConnectionReset,

    /// <summary>UNAUTHENTICATED: the token ran out under way.</summary>
    TokenExpired,
}

public static class Faults
{
    /// <returns>True when the handler should return; the other ways throw.</returns>
    public static bool Happen(this Fault fault, ServerCallContext call)
    {
        switch (fault)
        {
            case Fault.EndsWithOk:
                return true;
            case Fault.StreamReset:
                call.GetHttpContext().Abort();
                break;
            case Fault.ConnectionReset:
                call.GetHttpContext().Features.Get<IConnectionLifetimeFeature>()!.Abort();
                break;
            case Fault.TokenExpired:
                throw Refusals.With(StatusCode.Unauthenticated, "TOKEN_INVALID", "The access token ran out.");
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "The hub goes away."));
    }
}
