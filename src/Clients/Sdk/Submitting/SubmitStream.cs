using Grpc.Core;
using SharingHub.Sdk.Connecting;
using SharingHub.Sdk.Keeping;
using SharingHub.V1;

namespace SharingHub.Sdk.Submitting;

/// <summary>One Submit stream: sends from the outbox within the hub's credit, and hands each result to its record.</summary>
internal sealed class SubmitStream(HubConnection hub, Outbox outbox, Persistence persistence, SubmitterOptions options) : IDisposable
{
    // After the last result the hub only has to say goodbye; nothing depends on it.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _broken = new();
    private readonly SemaphoreSlim _credit = new(0);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ulong, Unanswered> _sent = [];
    private ulong _nextPosition;
    private bool _allSent;

    /// <summary>Runs until the outbox is finished and all is answered.</summary>
    /// <exception cref="HubException">The stream broke; what it left is in the outbox again.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var call = hub.Intake.Submit(cancellationToken: cancel);
        var reading = ReadAsync(call, cancel);
        try
        {
            await WriteAsync(call);
            if (IsFinished())
                await Task.WhenAny(reading, Task.Delay(Farewell, hub.Options.Time, cancel));
            else
                await reading;
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException or IOException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            // A writer only notices that the stream is gone; the reader knows why. It gets a moment to learn it.
            if (!reading.IsCompleted && await Task.WhenAny(reading, Task.Delay(Farewell, hub.Options.Time, cancel)) != reading)
                call.Dispose();
            await reading;
            if (!IsFinished())
                throw error as HubException ?? new HubException(StatusCode.Unavailable, "", error.Message, error);
        }
        finally
        {
            call.Dispose();
            await reading.ContinueWith(static _ => { }, TaskScheduler.Default);
            outbox.SendAgain(_sent.Values);
        }
    }

    public void Dispose()
    {
        _broken.Dispose();
        _credit.Dispose();
    }

    private async Task WriteAsync(AsyncDuplexStreamingCall<SubmitRequest, SubmitResponse> call)
    {
        while (await outbox.WaitAsync(_broken.Token))
        {
            var places = await PlacesAsync();
            var batch = await outbox.TakeAsync(places, _broken.Token);
            if (places > batch.Count)
                _credit.Release(places - batch.Count);
            var request = new SubmitRequest();
            lock (_lock)
            {
                foreach (var record in batch)
                    _sent.Add(_nextPosition++, record);
            }

            _broken.Token.ThrowIfCancellationRequested();
            foreach (var record in batch)
            {
                record.TimesSent++;
                request.Records.Add(record.Record);
            }

            if (options.Signer is { } signer)
                request.Signature = MessageSigning.Of(request, signer);

            await call.RequestStream.WriteAsync(request, _broken.Token);
        }

        lock (_lock)
            _allSent = true;
        await call.RequestStream.CompleteAsync();
    }

    private async Task<int> PlacesAsync()
    {
        await _credit.WaitAsync(_broken.Token);
        var places = 1;
        while (places < SubmitterOptions.MaxRecordsAMessage && _credit.Wait(0))
            places++;
        return places;
    }

    private async Task ReadAsync(AsyncDuplexStreamingCall<SubmitRequest, SubmitResponse> call, CancellationToken cancel)
    {
        using var farewell = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (await call.ResponseStream.NextAsync(hub.Options, farewell.Token))
            {
                persistence.Admitted();
                if (call.ResponseStream.Current.Opened is { Credit: > 0 } opened)
                    _credit.Release((int)Math.Min(opened.Credit, int.MaxValue / 2));
                if (call.ResponseStream.Current.Results is { Results.Count: > 0 } results)
                    await TakeAsync(results, cancel);
                if (IsFinished())
                    farewell.CancelAfter(Farewell);
            }

            if (!IsFinished())
                throw new HubException(StatusCode.Unavailable, "", "The hub ended the stream.");
        }
        catch (Exception error) when (error is HubException or OperationCanceledException && IsFinished())
        {
            // All is answered: how the stream ends does not matter any more.
        }
        finally
        {
            await _broken.CancelAsync();
        }
    }

    private async Task TakeAsync(SubmitResults results, CancellationToken cancel)
    {
        var answered = new List<(SubmitResult Result, Unanswered Record)>(results.Results.Count);
        lock (_lock)
        {
            foreach (var result in results.Results)
            {
                answered.Add((result, _sent.TryGetValue(result.Position, out var record)
                    ? record
                    : throw new HubException(StatusCode.DataLoss, "", $"The hub gave a result for position {result.Position}, which has none open.")));
            }
        }

        // What cannot be kept has no result for the caller: it stays unanswered.
        if (options.Receipts is { } receipts)
            await receipts.KeepAsync([.. answered.Select(a => KeptAct.Of(a.Result, a.Record.Record)).OfType<KeptAct>()], cancel);
        foreach (var (result, record) in answered)
        {
            lock (_lock)
            {
                if (!_sent.Remove(result.Position))
                    throw new HubException(StatusCode.DataLoss, "", $"The hub gave two results for position {result.Position}.");
            }

            record.Answer(result);
            outbox.Answered();
        }

        // All at once: the sender should find room for a whole message.
        _credit.Release(results.Results.Count);
        persistence.Progress();
    }

    private bool IsFinished()
    {
        lock (_lock)
            return _allSent && _sent.Count == 0;
    }
}
