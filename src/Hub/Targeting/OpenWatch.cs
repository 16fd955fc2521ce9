using System.Diagnostics;
using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.Hub.Targeting.Inspections;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting;

/// <summary>The stream of an open watch: what is written on it, heartbeats between, and its end, which is said.</summary>
internal sealed class OpenWatch<T>(StreamLife life, IServerStreamWriter<T> writer, ServerCallContext context)
    where T : class
{
    /// <summary>Well under the gateway's idle limit.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A caller that does not read what a stream that has to end still writes is cut off after so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private long _sentAt = Stopwatch.GetTimestamp();

    public CancellationToken Ended => life.Ended;

    /// <summary>Runs the watch until it has to end, then says so.</summary>
    public async Task RunAsync(string call, Func<Task> watch, Func<End, T> messageOf)
    {
        var tag = new KeyValuePair<string, object?>("call", call);
        Telemetry.OpenStreams.Add(1, tag);
        try
        {
            await watch();
        }
        catch (OperationCanceledException) when (life.Why != LifeEnd.None)
        {
            var (reason, refusal) = (ReasonOf(life.Why), InspectionRefusals.WatchEnded(life.Why));
            await WriteAsync(messageOf(new End { Reason = reason, Message = refusal.Message }));
            throw refusal.ToException();
        }
        finally
        {
            Telemetry.OpenStreams.Add(-1, tag);
        }
    }

    public async Task WriteAsync(T message)
    {
        var write = writer.WriteAsync(message, CancellationToken.None);
        if (await Task.WhenAny(write, life.WhenEnded) != write && await Task.WhenAny(write, Task.Delay(Patience)) != write)
        {
            context.GetHttpContext().Abort();
        }

        await write;
        _sentAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Until it is woken or a deadline has passed; a heartbeat whenever nothing was sent for a while, after which whoever has no deadline looks again, too.</summary>
    /// <param name="deadline">From now; null means none.</param>
    public async Task WaitAsync(Task woken, TimeSpan? deadline, Func<T> heartbeatOf)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var heartbeat = Heartbeat - Stopwatch.GetElapsedTime(_sentAt);
            if (heartbeat <= TimeSpan.Zero)
            {
                await WriteAsync(heartbeatOf());
                if (deadline is null)
                {
                    return;
                }

                continue;
            }

            var left = deadline - Stopwatch.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            try
            {
                await woken.WaitAsync(left < heartbeat ? left.Value : heartbeat, life.Ended);
                return;
            }
            catch (TimeoutException)
            {
                // One of the two is due: looked at above.
            }
        }
    }

    private static EndReason ReasonOf(LifeEnd why) => why switch
    {
        LifeEnd.TokenExpired => EndReason.TokenExpired,
        LifeEnd.Stopping => EndReason.ServerStopping,
        _ => EndReason.AccessEnded,
    };
}
