using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>
/// A link of TCP connections through this process. What is muted is held back and comes later, as TCP would have it; what is lost takes its connection with it.
/// </summary>
internal sealed class ProxyLink : ILink, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly ConcurrentDictionary<Way, TaskCompletionSource> _muted = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _cut;
    private TimeSpan _delay;
    private double _lost;

    /// <param name="target">The port of this machine where connections go.</param>
    public ProxyLink(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public Task CutAsync()
    {
        _cut = true;
        foreach (var client in _open.Keys)
            client.Close();
        return Task.CompletedTask;
    }

    public Task MuteAsync(Way way)
    {
        _muted.TryAdd(way, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return Task.CompletedTask;
    }

    public Task DelayAsync(TimeSpan delay)
    {
        _delay = delay;
        return Task.CompletedTask;
    }

    public Task LoseAsync(double share)
    {
        _lost = share;
        return Task.CompletedTask;
    }

    public Task HealAsync()
    {
        (_cut, _delay, _lost) = (false, TimeSpan.Zero, 0);
        foreach (var way in _muted.Keys)
        {
            if (_muted.TryRemove(way, out var muted))
                muted.SetResult();
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await CutAsync();
        await HealAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        while (!_end.IsCancellationRequested)
        {
            try
            {
                carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(carried);
    }

    private async Task CarryAsync(TcpClient far)
    {
        using var origin = new TcpClient();
        using (far)
        {
            try
            {
                (_open[far], _open[origin]) = (true, true);
                if (_cut)
                    return;
                await origin.ConnectAsync("localhost", _target, _end.Token);
                // One half that ends ends the other.
                await await Task.WhenAny(PumpAsync(far, origin, Way.ToOrigin), PumpAsync(origin, far, Way.ToFar));
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                // That is what the link is for.
            }
            finally
            {
                _open.TryRemove(far, out _);
                _open.TryRemove(origin, out _);
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Way way)
    {
        var (source, sink, bytes) = (from.GetStream(), to.GetStream(), new byte[16 * 1024]);
        try
        {
            for (int read; (read = await source.ReadAsync(bytes, _end.Token)) > 0;)
            {
                while (_muted.TryGetValue(way, out var muted))
                    await muted.Task.WaitAsync(_end.Token);
                if (_delay > TimeSpan.Zero)
                    await Task.Delay(_delay, _end.Token);
                if (_cut || Random.Shared.NextDouble() < _lost)
                    return;
                await sink.WriteAsync(bytes.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The other half ended it.
        }
    }
}
