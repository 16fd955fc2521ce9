using Grpc.Core;
using Grpc.Core.Interceptors;
using SharingHub.V1;

namespace SharingHub.Sdk.Connecting;

/// <summary>Gives every call its token and, when unary, its deadline; turns every failure into a <see cref="HubException"/>.</summary>
internal sealed class CallDefaults(HubConnectionOptions options, TokenSource tokens) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, Completed(request, context, unary: true));
        return new AsyncUnaryCall<TResponse>(
            Translated(call.ResponseAsync), Translated(call.ResponseHeadersAsync), call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        try
        {
            return continuation(request, Completed(request, context, unary: true));
        }
        catch (RpcException error)
        {
            throw Translate(error);
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, Completed(request, context, unary: false));
        return new AsyncServerStreamingCall<TResponse>(
            new Reader<TResponse>(this, call.ResponseStream), Translated(call.ResponseHeadersAsync), call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(Completed<TRequest, TResponse>(null, context, unary: false));
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.RequestStream, new Reader<TResponse>(this, call.ResponseStream), Translated(call.ResponseHeadersAsync), call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private ClientInterceptorContext<TRequest, TResponse> Completed<TRequest, TResponse>(
        TRequest? request, ClientInterceptorContext<TRequest, TResponse> context, bool unary)
        where TRequest : class
        where TResponse : class
    {
        var scopes = PurposeOf(request) is var purpose && purpose == Purpose.Unspecified ? "" : purpose.ToScope();
        var call = context.Options;
        if (call.Credentials is null)
            call = call.WithCredentials(CallCredentials.FromInterceptor((auth, headers) => AuthorizeAsync(scopes, headers, auth.CancellationToken)));
        if (unary && call.Deadline is null)
            call = call.WithDeadline((options.Time.GetUtcNow() + options.UnaryDeadline).UtcDateTime);
        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, call);
    }

    private async Task AuthorizeAsync(string scopes, Metadata headers, CancellationToken cancel)
    {
        try
        {
            headers.Add("authorization", "Bearer " + await tokens.GetAsync(scopes, cancel));
        }
        catch (HubException error)
        {
            // gRPC makes a new exception from the status of one that is thrown here; the status must carry the old one along.
            throw new RpcException(new Status(error.StatusCode, error.Status.Detail, error));
        }
    }

    private static Purpose PurposeOf(object? request) => request switch
    {
        PullRequest pull => pull.Query?.Purpose ?? Purpose.Unspecified,
        SubscribeRequest subscribe => subscribe.Query?.Purpose ?? Purpose.Unspecified,
        GetRequest get => get.Purpose,
        ListCatalogRequest list => list.Purpose,
        WatchLeadsRequest watch => watch.Purpose,
        ExplainLeadRequest explain => explain.Purpose,
        GetYieldRequest get => get.Purpose,
        GetLinksRequest get => get.Purpose,
        GetRingRequest get => get.Purpose,
        CorrelationServiceExplainRequest explain => explain.Purpose,
        RejectRequest reject => reject.Purpose,
        RestoreRequest restore => restore.Purpose,
        ListRejectionsRequest list => list.Purpose,
        RequestInspectionRequest inspect => inspect.Purpose,
        GetInspectionRequest get => get.Purpose,
        ListInspectionsRequest list => list.Purpose,
        WatchInspectionsRequest watch => watch.Purpose,
        RecordHoldRequest hold => hold.Purpose,
        RecordMissRequest miss => miss.Purpose,
        RecordExaminationRequest examination => examination.Purpose,
        RecordOutcomeRequest outcome => outcome.Purpose,
        WithdrawRequestRequest withdraw => withdraw.Purpose,
        _ => Purpose.Unspecified,
    };

    private async Task<T> Translated<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (RpcException error)
        {
            throw Translate(error);
        }
    }

    private HubException Translate(RpcException error)
    {
        // The next call asks for a new token instead of failing with the same one until it runs out.
        if (error.StatusCode == StatusCode.Unauthenticated)
            tokens.ForgetAll();
        return HubException.From(error);
    }

    private sealed class Reader<T>(CallDefaults owner, IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            try
            {
                return await inner.MoveNext(cancellationToken);
            }
            catch (RpcException error)
            {
                throw owner.Translate(error);
            }
        }
    }
}
