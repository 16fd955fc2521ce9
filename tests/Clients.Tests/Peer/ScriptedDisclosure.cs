using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Plays one script a stream: what it sends depends on the cursor that the caller goes on from.</summary>
public sealed class ScriptedDisclosure : DisclosureService.DisclosureServiceBase
{
    public delegate Task PullScript(PullRequest request, IServerStreamWriter<PullResponse> pages, ServerCallContext call);

    public delegate Task SubscribeScript(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> events, ServerCallContext call);

    public Queue<PullScript> Pulls { get; } = new();

    public Queue<SubscribeScript> Subscriptions { get; } = new();

    public List<string> Cursors { get; } = [];

    public List<string> Tokens { get; } = [];

    public List<string> Acknowledged { get; } = [];

    public Func<GetRequest, GetResponse> OnGet { get; set; } = _ => throw Refusals.With(StatusCode.NotFound, "NOT_FOUND", "Not there, or not for you.");

    public DateTime? GetDeadline { get; private set; }

    public override Task Pull(PullRequest request, IServerStreamWriter<PullResponse> responseStream, ServerCallContext context)
    {
        Note(request.Cursor, context);
        return Pulls.Dequeue()(request, responseStream, context);
    }

    public override Task Subscribe(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> responseStream, ServerCallContext context)
    {
        Note(request.Cursor, context);
        return Subscriptions.Dequeue()(request, responseStream, context);
    }

    public override Task<GetResponse> Get(GetRequest request, ServerCallContext context)
    {
        Note("", context);
        GetDeadline = context.Deadline;
        return Task.FromResult(OnGet(request));
    }

    public override Task<AcknowledgeResponse> Acknowledge(AcknowledgeRequest request, ServerCallContext context)
    {
        Acknowledged.AddRange(request.DisclosureIds);
        return Task.FromResult(new AcknowledgeResponse { Acknowledged = (uint)request.DisclosureIds.Count });
    }

    private void Note(string cursor, ServerCallContext call)
    {
        Cursors.Add(cursor);
        Tokens.Add(call.RequestHeaders.GetValue("authorization") ?? "");
    }
}
