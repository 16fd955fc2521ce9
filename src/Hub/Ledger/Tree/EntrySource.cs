using System.Runtime.CompilerServices;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>Makes the entries of sequenced events, in ledger order.</summary>
internal sealed class EntrySource(LedgerReader ledger, StreamOrder order)
{
    /// <summary>The entries from one index to another, both included.</summary>
    /// <exception cref="InvalidOperationException">An event is missing, out of its stream's order, or without its key: nothing after it may be committed to.</exception>
    public async IAsyncEnumerable<byte[]> ReadAsync(long from, long to, [EnumeratorCancellation] CancellationToken stop)
    {
        var next = from;
        await foreach (var events in ledger.ReplayAsync(from, to, stop).Chunk(LedgerReader.Window).WithCancellation(stop))
        {
            await order.CheckAsync(events, stop);
            foreach (var one in events)
            {
                if (one.Index != next++)
                {
                    throw new InvalidOperationException($"Index {next - 1} has no event: history was changed.");
                }

                if (one.Opened.Key is not { } key)
                {
                    throw new InvalidOperationException($"The stream of the event at index {one.Index} has no key.");
                }

                yield return Entry(one, key);
            }
        }

        if (next <= to)
        {
            throw new InvalidOperationException($"Index {next} has no event: history was changed.");
        }
    }

    private static byte[] Entry(SequencedEvent one, byte[] key)
    {
        try
        {
            return Envelopes.Entry(one, key);
        }
        catch (Grpc.Core.RpcException)
        {
            // What was stored is not what was committed; a commitment to it would make that final.
            throw new InvalidOperationException($"The body of the event at index {one.Index} does not open.");
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"The event at index {one.Index} cannot be committed to: {e.Message}", e);
        }
    }
}
