using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Members;

/// <summary>Why a stream that its caller did not end has to end.</summary>
internal enum LifeEnd
{
    None,
    TokenExpired,
    AccessEnded,
    Stopping,
}

/// <summary>
/// How long a stream may live: no longer than its token, its client's binding, its member's standing and this replica.
/// gRPC authenticates a call once, at its start; this looks on.
/// </summary>
internal sealed class StreamLife : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly TaskCompletionSource _whenEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopWatching = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly Task _watching;

    public StreamLife(Caller caller, MemberBook members, RuleWatch rules, TimeProvider time, CancellationToken stopping, CancellationToken callerGone)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(callerGone);
        _ended.Token.Register(_whenEnded.SetResult);
        _stopping = stopping.Register(() => End(LifeEnd.Stopping));
        _watching = WatchAsync(caller, members, rules, time);
    }

    /// <summary>Set once the stream must end, or its caller has gone.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The same as a task, to wait for beside others.</summary>
    public Task WhenEnded => _whenEnded.Task;

    /// <summary>Why it must end; None while it may live and when its caller has gone.</summary>
    public LifeEnd Why { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stopWatching.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopping.DisposeAsync();
        _stopWatching.Dispose();
        _ended.Dispose();
    }

    private async Task WatchAsync(Caller caller, MemberBook members, RuleWatch rules, TimeProvider time)
    {
        var stop = _stopWatching.Token;
        while (!stop.IsCancellationRequested)
        {
            var changed = rules.Changed.Next;
            var left = caller.TokenExpires - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                End(LifeEnd.TokenExpired);
                return;
            }

            if (!caller.IsOperator && await ActsNoLongerAsync(caller, members, stop))
            {
                End(LifeEnd.AccessEnded);
                return;
            }

            await Task.WhenAny(changed, Task.Delay(left, time, stop));
        }
    }

    private static async Task<bool> ActsNoLongerAsync(Caller caller, MemberBook members, CancellationToken stop)
    {
        try
        {
            return (await members.CurrentAsync(stop)).View.Resolve(caller.Issuer, caller.ClientId, caller.CertificateSha256).Refusal is not null;
        }
        catch (Npgsql.NpgsqlException)
        {
            // Nothing can be disclosed or stored either while the database is away.
            return false;
        }
    }

    private void End(LifeEnd why)
    {
        Why = why;
        _ended.Cancel();
    }
}

/// <summary>Makes the <see cref="StreamLife"/> of a call.</summary>
internal sealed class StreamLives(MemberBook members, RuleWatch rules, TimeProvider time, IHostApplicationLifetime host)
{
    public StreamLife Begin(Grpc.Core.ServerCallContext context) =>
        new(context.Caller(), members, rules, time, host.ApplicationStopping, context.CancellationToken);
}
