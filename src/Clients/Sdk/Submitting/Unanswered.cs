using Google.Protobuf;

namespace SharingHub.Sdk.Submitting;

/// <summary>A record that has no result yet.</summary>
internal sealed class Unanswered(long position, ByteString record)
{
    // Continuations of callers must not run inside the stream's reader.
    private readonly TaskCompletionSource<SubmittedRecord> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Position { get; } = position;

    public ByteString Record { get; } = record;

    public int TimesSent { get; set; }

    public Task<SubmittedRecord> Result => _result.Task;

    public void Answer(V1.SubmitResult result) => _result.TrySetResult(new SubmittedRecord(Position, result, TimesSent > 1));

    public void Fail(Exception error)
    {
        _result.TrySetException(error);
        _ = _result.Task.Exception; // The caller may have gone.
    }
}
