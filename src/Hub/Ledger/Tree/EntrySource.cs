using System.Runtime.CompilerServices;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Ledger.Tree;

/// <summary>
/// Makes the entries of sequenced events, in ledger order: of what this replica wrote a moment ago as it was written and acknowledged, of all else as history has it.
/// </summary>
internal sealed class EntrySource(LedgerReader ledger, FreshEvents fresh, StreamOrder order)
{
    /// <summary>The entries from one index to another, both included.</summary>
    /// <exception cref="InvalidOperationException">An event is missing, out of its stream's order, or without its key: nothing after it may be committed to.</exception>
    public async IAsyncEnumerable<byte[]> ReadAsync(long from, long to, [EnumeratorCancellation] CancellationToken stop)
    {
        var next = from;
        var window = ReadWindowAsync(from, to, stop);
        for (var first = from; first <= to; first += LedgerReader.Window)
        {
            var events = await window;
            // The next window is read while this one is taken.
            window = ReadWindowAsync(first + LedgerReader.Window, to, stop);
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

    private async Task<List<SequencedEvent>> ReadWindowAsync(long first, long to, CancellationToken stop)
    {
        if (first > to)
        {
            return [];
        }

        var places = await ledger.PlacesAsync(first, Math.Min(first + LedgerReader.Window - 1, to), stop);
        var written = fresh.Take(places.Select(p => p.Id));
        long[] others = [.. places.Where(p => !written.ContainsKey(p.Id)).Select(p => p.Index)];
        var read = others.Length > 0 ? await ledger.ReadAsync(others, stop) : [];
        return [.. places.Where(p => written.ContainsKey(p.Id)).Select(p => p.Of(written[p.Id])).Concat(read).OrderBy(e => e.Index)];
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
