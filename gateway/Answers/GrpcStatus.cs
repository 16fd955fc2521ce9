namespace SharingHub.Gateway.Answers;

/// <summary>The few statuses that the gateway itself answers with (numbers of the gRPC specification).</summary>
internal enum GrpcStatus
{
    ResourceExhausted = 8,
    Unavailable = 14,
}
