using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Google.Protobuf;

namespace SharingHub.Sdk.Submitting;

/// <summary>
/// What has no result, in the caller's order: first what a broken stream left, then what was handed over since.
/// Its size is bounded: a place is taken at hand-over and given back with the result.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore holds no handle, and callers may still wait for it when the submitter closes.")]
internal sealed class Outbox(SubmitterOptions options, TimeProvider time)
{
    private readonly Channel<Unanswered> _new = Channel.CreateUnbounded<Unanswered>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _places = new(options.MaxUnanswered);
    private readonly Lock _handOver = new();
    private readonly Queue<Unanswered> _again = new();
    private long _next;

    public async Task<Unanswered> AddAsync(ByteString record, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        lock (_handOver)
        {
            var added = new Unanswered(_next, record);
            if (!_new.Writer.TryWrite(added))
            {
                _places.Release();
                throw new ObjectDisposedException(nameof(Submitter));
            }

            _next++;
            return added;
        }
    }

    /// <summary>Answers a record without sending it, under the next position.</summary>
    public Unanswered Refuse(ByteString record, V1.SubmitResult result)
    {
        lock (_handOver)
        {
            var refused = new Unanswered(_next++, record);
            refused.Answer(result);
            return refused;
        }
    }

    public void Answered() => _places.Release();

    public void SendAgain(IEnumerable<Unanswered> inOrder)
    {
        var rest = inOrder.Concat(_again).ToList();
        _again.Clear();
        foreach (var record in rest)
            _again.Enqueue(record);
    }

    /// <returns>False when there is nothing left and nothing more will come.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancel) => _again.Count > 0 ? ValueTask.FromResult(true) : _new.Reader.WaitToReadAsync(cancel);

    /// <summary>Takes the next message: what is there, and what comes within the delay, up to the limits.</summary>
    public async Task<List<Unanswered>> TakeAsync(int atMost, CancellationToken cancel)
    {
        var batch = new List<Unanswered>();
        var limit = Math.Min(atMost, options.BatchRecords);
        var bytes = 0;
        Fill();
        if (batch.Count == limit || options.BatchDelay == TimeSpan.Zero)
            return batch;
        using var delay = new CancellationTokenSource(options.BatchDelay, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, delay.Token);
        try
        {
            while (Fill() && await _new.Reader.WaitToReadAsync(either.Token))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The delay is over; or the stream is, and then the batch must not be lost with it.
        }

        return batch;

        bool Fill()
        {
            while (batch.Count < limit)
            {
                if (!_again.TryPeek(out var next) && !_new.Reader.TryPeek(out next))
                    return true;
                if (batch.Count > 0 && bytes + next.Record.Length > options.BatchBytes)
                    return false;
                if (!_again.TryDequeue(out _))
                    _new.Reader.TryRead(out _);
                batch.Add(next);
                bytes += next.Record.Length;
            }

            return false;
        }
    }

    public void Complete() => _new.Writer.TryComplete();

    public void FailAll(Exception error)
    {
        lock (_handOver)
            Complete();
        while (_again.TryDequeue(out var record) || _new.Reader.TryRead(out record))
        {
            record.Fail(error);
            Answered();
        }
    }
}
