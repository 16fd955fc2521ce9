using System.Threading.Channels;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Following;

/// <summary>
/// What a peer sends, read ahead of what is taken from it: a page is taken once a checkpoint covers its disclosures, and those are a second apart. A peer that is
/// faster than this hub waits.
/// </summary>
/// <param name="hub">The peer.</param>
/// <param name="begin">The cursor to begin at.</param>
internal sealed class ReadAhead(HubConnection hub, string begin)
{
    private const int Most = 32;

    private static readonly ReceivingOptions Receiving = new() { RetryFor = TimeSpan.Zero, PageSize = PageCheck.MostRecords };

    private readonly Channel<Ahead> _came = Channel.CreateBounded<Ahead>(new BoundedChannelOptions(Most) { SingleReader = true, SingleWriter = true });

    /// <summary>Reads until it is stopped or something breaks.</summary>
    /// <exception cref="PeerRefusedException">A page is larger than any that was asked for.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var query = new RecordQuery { Purpose = Purpose.OnwardSharing };
        var cursor = new Cursor(begin, _came.Writer);
        while (true)
        {
            await foreach (var next in hub.SubscribeAsync(query, cursor, Receiving, stop))
            {
                if (next is PageReceived { Page: var page })
                {
                    PageCheck.CheckSize(page);
                }

                await _came.Writer.WriteAsync(new Ahead(next, null), stop);
            }

            // The last agreement ended. What it had let through is told when the stream is opened again.
        }
    }

    /// <summary>Adds what came to what waits, in its order; waits for something where nothing does.</summary>
    public async Task FillAsync(List<Ahead> waiting, CancellationToken stop)
    {
        if (waiting.Count == 0)
        {
            waiting.Add(await _came.Reader.ReadAsync(stop));
        }

        while (waiting.Count < Most && _came.Reader.TryRead(out var more))
        {
            waiting.Add(more);
        }
    }

    /// <summary>How far was read; how far was taken is another's to keep, in the same order.</summary>
    private sealed class Cursor(string begin, ChannelWriter<Ahead> came) : ICursorStore
    {
        private string _cursor = begin;

        public ValueTask<string?> LoadAsync(CancellationToken cancel) => ValueTask.FromResult<string?>(_cursor);

        public ValueTask SaveAsync(string cursor, CancellationToken cancel)
        {
            _cursor = cursor;
            return came.WriteAsync(new Ahead(null, cursor), cancel);
        }
    }
}

/// <summary>One thing that was read ahead.</summary>
/// <param name="Event">What came; null where only the cursor moved on.</param>
/// <param name="Cursor">Where to go on from once all before was taken; null where something came.</param>
internal readonly record struct Ahead(SubscriptionEvent? Event, string? Cursor);
