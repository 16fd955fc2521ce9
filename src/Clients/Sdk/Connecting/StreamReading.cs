using Grpc.Core;

namespace SharingHub.Sdk.Connecting;

internal static class StreamReading
{
    /// <summary>Reads the next message; silence beyond the limit is a break, for a hub that lives sends heartbeats.</summary>
    /// <returns>False when the stream ended without an error.</returns>
    public static async Task<bool> NextAsync<T>(this IAsyncStreamReader<T> stream, HubConnectionOptions options, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(options.SilenceLimit, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        try
        {
            return await stream.MoveNext(either.Token);
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            if (silence.IsCancellationRequested)
                throw new HubException(StatusCode.Unavailable, "", $"Nothing came for {options.SilenceLimit.TotalSeconds:0} s.", error);
            throw error is RpcException failed ? HubException.From(failed) : new HubException(StatusCode.Cancelled, "", error.Message, error);
        }
    }

    public static HubException EndedWithoutMarker() => new(StatusCode.Unavailable, "", "The stream ended without an end marker.");
}
