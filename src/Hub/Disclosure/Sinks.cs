using Grpc.Core;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Writes to a caller that may have stopped reading. A write that hangs while the stream has to end is given up after
/// <see cref="Patience"/> by resetting the stream, so a stalled reader gets nothing more than what lay in transport windows.
/// </summary>
internal sealed class PatientWriter<T>(IServerStreamWriter<T> writer, ServerCallContext context, StreamLife life, RuleWatch rules, Func<Task<bool>> stillFed)
    where T : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task WriteAsync(T message)
    {
        var write = writer.WriteAsync(message, CancellationToken.None);
        while (!write.IsCompleted)
        {
            var changed = rules.Changed.Next;
            await Task.WhenAny(write, changed, life.WhenEnded);
            if (!write.IsCompleted && (life.Ended.IsCancellationRequested || !await stillFed()) && await Task.WhenAny(write, Task.Delay(Patience)) != write)
            {
                context.GetHttpContext().Abort();
                break;
            }
        }

        await write;
    }
}

internal sealed class PullSink(PatientWriter<PullResponse> writer) : IRecordSink
{
    public Task PageAsync(Page page) => writer.WriteAsync(new PullResponse { Page = page });

    public Task CaughtUpAsync(string cursor) => Task.CompletedTask;

    /// <summary>A pull ends soon, and its end says which agreement ended when none is left.</summary>
    public Task NoticeAsync(AgreementNotice notice) => Task.CompletedTask;

    public Task HeartbeatAsync() => writer.WriteAsync(new PullResponse { Heartbeat = new Heartbeat() });

    public Task EndAsync(End end) => writer.WriteAsync(new PullResponse { End = end });
}

internal sealed class SubscribeSink(PatientWriter<SubscribeResponse> writer) : IRecordSink
{
    public Task PageAsync(Page page) => writer.WriteAsync(new SubscribeResponse { Page = page });

    public Task CaughtUpAsync(string cursor) => writer.WriteAsync(new SubscribeResponse { CaughtUp = new CaughtUp { Cursor = cursor } });

    public Task NoticeAsync(AgreementNotice notice) => writer.WriteAsync(new SubscribeResponse { Agreement = notice });

    public Task HeartbeatAsync() => writer.WriteAsync(new SubscribeResponse { Heartbeat = new Heartbeat() });

    public Task EndAsync(End end) => writer.WriteAsync(new SubscribeResponse { End = end });
}
