using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Plays one script a replay.</summary>
public sealed class ScriptedAudit : AuditService.AuditServiceBase
{
    public delegate Task ReplayScript(ReplayRequest request, IServerStreamWriter<ReplayResponse> pages, ServerCallContext call);

    public Queue<ReplayScript> Replays { get; } = new();

    public override Task Replay(ReplayRequest request, IServerStreamWriter<ReplayResponse> responseStream, ServerCallContext context) =>
        Replays.Dequeue()(request, responseStream, context);
}
