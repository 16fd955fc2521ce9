using System.Threading.Channels;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>
/// One open Submit call: how much of it is under way, and the results on their way back. A sender beyond its credit is not read,
/// so HTTP/2 slows it down and memory stays bounded.
/// </summary>
internal sealed class SubmitStream : IDisposable
{
    /// <summary>Records under way on one stream: some group commits' worth, so that a commit never waits for the network.</summary>
    public const int Credit = 2048;

    /// <summary>Results in one message at most.</summary>
    private const int ResultsInMessage = 500;

    private readonly SemaphoreSlim _free = new(Credit, Credit);
    private readonly Channel<SubmitResult> _results = Channel.CreateUnbounded<SubmitResult>(new UnboundedChannelOptions { SingleReader = true });
    private int _underWay;
    private bool _allRead;

    public Task WaitForPlaceAsync(CancellationToken stop) => _free.WaitAsync(stop);

    public void Began() => Interlocked.Increment(ref _underWay);

    /// <summary>Hands a result back. Its place is free once it was sent: a sender that takes no results is read no further.</summary>
    public void Finish(SubmitResult result)
    {
        _results.Writer.TryWrite(result);
        if (Interlocked.Decrement(ref _underWay) == 0 && Volatile.Read(ref _allRead))
        {
            _results.Writer.TryComplete();
        }
    }

    /// <summary>Ends the stream: what is under way has no result, and the sender will send it again.</summary>
    public void Fail(Exception failure) => _results.Writer.TryComplete(failure);

    /// <summary>No more records will come; the results end with the last one under way.</summary>
    public void AllRead()
    {
        Volatile.Write(ref _allRead, true);
        if (Volatile.Read(ref _underWay) == 0)
        {
            _results.Writer.TryComplete();
        }
    }

    /// <summary>Writes results as they come, many in a message when many are there, and a heartbeat when none comes for a while.</summary>
    public async Task WriteResultsAsync(IServerStreamWriter<SubmitResponse> writer, TimeSpan heartbeat, CancellationToken stop)
    {
        var more = _results.Reader.WaitToReadAsync(stop).AsTask();
        while (true)
        {
            if (await Task.WhenAny(more, Task.Delay(heartbeat, stop)) != more)
            {
                await writer.WriteAsync(new SubmitResponse { Heartbeat = new Heartbeat() }, stop);
                continue;
            }

            if (!await more)
            {
                return;
            }

            var message = new SubmitResults();
            while (message.Results.Count < ResultsInMessage && _results.Reader.TryRead(out var result))
            {
                message.Results.Add(result);
            }

            await writer.WriteAsync(new SubmitResponse { Results = message }, stop);
            _free.Release(message.Results.Count);
            more = _results.Reader.WaitToReadAsync(stop).AsTask();
        }
    }

    public void Dispose() => _free.Dispose();
}
