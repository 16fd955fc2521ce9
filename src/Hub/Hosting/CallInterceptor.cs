using Grpc.Core;
using Grpc.Core.Interceptors;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.Hosting;

/// <summary>What every call passes: who calls, whether the method's policy admits them, and one place where failures become statuses.</summary>
internal sealed class CallInterceptor(CallerResolution callers, WritingGate gate, CallFailures failures) : Interceptor
{
    /// <summary>A longer deadline holds a connection for nothing; no unary call takes nearly as long.</summary>
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(1);

    /// <summary>Probes carry no token and learn nothing but whether the replica serves.</summary>
    private const string HealthService = "/grpc.health.v1.Health/";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        return await failures.GuardAsync(context, async () =>
        {
            await AdmitAsync(context);
            if (context.Deadline == DateTime.MaxValue || context.Deadline - TimeProvider.System.GetUtcNow().UtcDateTime > LongestDeadline)
            {
                throw HostingRefusals.DeadlineRequired.ToException();
            }

            return await continuation(request, context);
        });
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardStreamAsync(context, () => continuation(request, responseStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardStreamAsync(context, async () =>
        {
            try
            {
                await continuation(requestStream, responseStream, context);
            }
            catch (Google.Protobuf.InvalidProtocolBufferException)
            {
                // Only here are messages read while the method runs; elsewhere it would be the hub's own reading that failed.
                throw HostingRefusals.Malformed.ToException();
            }
        });

    private Task<bool> GuardStreamAsync(ServerCallContext context, Func<Task> call) => failures.GuardAsync(context, async () =>
    {
        await AdmitAsync(context);
        await call();
        return true;
    });

    private async Task AdmitAsync(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        http.Items[UnreadableMessages.WasRead] = true;
        if (context.Method.StartsWith(HealthService, StringComparison.Ordinal))
        {
            return;
        }

        var caller = await callers.ResolveAsync(http, context.CancellationToken);
        var policy = http.GetEndpoint()?.Metadata.GetMetadata<AllowAttribute>();
        if (policy?.Admits(caller) != true)
        {
            throw HostingRefusals.RoleNotAllowed.ToException();
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<NeedsEvidenceAttribute>() is not null)
        {
            gate.ThrowIfClosed();
        }

        context.SetCaller(caller);
    }
}
