using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Google.Protobuf;
using SharingHub.Sdk.Submitting;
using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>
/// Streams records into the hub: batches by itself, keeps to the hub's credit, and after any break opens a new stream and sends again what has
/// no result, in order. The hub stores nothing twice, so each record is held exactly once. Safe for concurrent use.
/// </summary>
public sealed class Submitter : IAsyncDisposable
{
    /// <summary>The contract's limit for one serialised record. Bytes.</summary>
    public const int MaxRecordBytes = 65536;

    private static readonly TimeSpan SourceGrace = TimeSpan.FromMilliseconds(200);

    private readonly HubConnection _hub;
    private readonly SubmitterOptions _options;
    private readonly Outbox _outbox;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile HubException? _failure;

    /// <summary>Makes a submitter. The stream is opened with the first record.</summary>
    public Submitter(HubConnection hub, SubmitterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(hub);
        _hub = hub;
        _options = options ?? new SubmitterOptions();
        _options.Validate();
        _outbox = new Outbox(_options, hub.Options.Time);
        _running = Task.Run(RunAsync);
    }

    /// <inheritdoc cref="SubmitAsync(ByteString, CancellationToken)"/>
    public Task<SubmittedRecord> SubmitAsync(IntelRecord record, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return SubmitAsync(record.ToByteString(), cancel);
    }

    /// <summary>Submits one record, and completes with its result.</summary>
    /// <param name="record">A serialised <see cref="IntelRecord"/>. Over 64 KiB it is REJECTED here: it would break the stream for all others.</param>
    /// <param name="cancel">Ends the wait only: the record may still be taken.</param>
    /// <exception cref="HubException">The hub refuses this client, or the time for retries is over. What has no result fails alike.</exception>
    /// <exception cref="ObjectDisposedException">The submitter is closed.</exception>
    public async Task<SubmittedRecord> SubmitAsync(ByteString record, CancellationToken cancel = default) =>
        await (await HandOverAsync(record, cancel)).WaitAsync(cancel);

    /// <inheritdoc cref="SubmitAllAsync(IAsyncEnumerable{ByteString}, CancellationToken)"/>
    public IAsyncEnumerable<SubmittedRecord> SubmitAllAsync(IAsyncEnumerable<IntelRecord> records, CancellationToken cancel = default) =>
        SubmitAllAsync(records.Select(record => record.ToByteString()), cancel);

    /// <summary>Submits records and gives their results in the same order, positions counted from 0 within this call. Holds a bounded number of them.</summary>
    /// <param name="records">Serialised records; read as fast as the hub takes them.</param>
    /// <param name="cancel">Ends the wait; records that were handed over may still be taken.</param>
    /// <exception cref="HubException">As <see cref="SubmitAsync(ByteString, CancellationToken)"/>.</exception>
    public async IAsyncEnumerable<SubmittedRecord> SubmitAllAsync(
        IAsyncEnumerable<ByteString> records, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var results = Channel.CreateBounded<Task<SubmittedRecord>>(_options.MaxUnanswered);
        var handingOver = HandOverAllAsync(records, results.Writer, left.Token);
        try
        {
            var position = 0L;
            await foreach (var result in results.Reader.ReadAllAsync(cancel))
                yield return (await result.WaitAsync(cancel)) with { Position = position++ };
        }
        finally
        {
            await left.CancelAsync();
            // A source that does not heed cancellation, such as a terminal, must not keep the caller.
            await Task.WhenAny(handingOver, Task.Delay(SourceGrace, _hub.Options.Time, CancellationToken.None));
        }
    }

    /// <summary>Takes no more, sends what is there, waits for its results, and closes the stream.</summary>
    public Task CompleteAsync()
    {
        _outbox.Complete();
        return _running;
    }

    /// <summary>Closes at once; what has no result fails. Call <see cref="CompleteAsync"/> first to wait for it.</summary>
    public async ValueTask DisposeAsync()
    {
        _outbox.Complete();
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static SubmitResult TooLarge(ByteString record) => new()
    {
        Outcome = SubmitOutcome.Rejected,
        Reason = ErrorReason.RecordInvalid.ToName(),
        Violations = { new FieldViolation { Field = "", Description = $"the record has {record.Length} bytes; at most {MaxRecordBytes}" } },
    };

    private async Task<Task<SubmittedRecord>> HandOverAsync(ByteString record, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_failure is { } failure)
            throw failure;
        if (record.Length > MaxRecordBytes)
            return _outbox.Refuse(record, TooLarge(record)).Result;
        try
        {
            return (await _outbox.AddAsync(record, cancel)).Result;
        }
        catch (ObjectDisposedException) when (_failure is not null)
        {
            throw _failure;
        }
    }

    private async Task HandOverAllAsync(IAsyncEnumerable<ByteString> records, ChannelWriter<Task<SubmittedRecord>> results, CancellationToken cancel)
    {
        Exception? error = null;
        try
        {
            await foreach (var record in records.WithCancellation(cancel))
                await results.WriteAsync(await HandOverAsync(record, cancel), cancel);
        }
        catch (Exception caught)
        {
            error = caught; // The reader of the results gets it, after the results that came before.
        }

        results.Complete(error);
    }

    private async Task RunAsync()
    {
        var persistence = _hub.Persist("submit", _options.RetryFor);
        Exception? end = null;
        try
        {
            while (await _outbox.WaitAsync(_stop.Token))
            {
                try
                {
                    using var stream = new SubmitStream(_hub, _outbox, persistence, _options);
                    await stream.RunAsync(_stop.Token);
                }
                catch (HubException cause)
                {
                    await persistence.AfterBreakAsync(cause, _stop.Token);
                }
            }
        }
        catch (HubException refused)
        {
            end = _failure = refused;
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
        catch (Exception unexpected)
        {
            end = _failure = new HubException(Grpc.Core.StatusCode.Internal, "", unexpected.Message, unexpected);
        }

        _outbox.FailAll(end ?? new ObjectDisposedException(nameof(Submitter)));
    }
}
