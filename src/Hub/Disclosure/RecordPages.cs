using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Where one reading stands: its cursor, and acts that were read but did not fit on the last page.</summary>
internal sealed class Reading(Caller caller, RecordQuery query, string action, int pageSize, Cursor cursor, bool begins)
{
    public Caller Caller { get; } = caller;

    public RecordQuery Query { get; } = query;

    public string Action { get; } = action;

    public int PageSize { get; } = pageSize;

    public Cursor Cursor { get; set; } = cursor;

    /// <summary>Whether the snapshot's head is still to be set.</summary>
    public bool Begins { get; set; } = begins;

    public Queue<SequencedEvent> ReadAhead { get; } = new();

    /// <summary>How far <see cref="ReadAhead"/> reaches.</summary>
    public long ReadTo { get; set; } = cursor.Position;
}

/// <summary>Makes pages: reads, decides, commits the disclosure, and only then hands the page over to be sent.</summary>
internal sealed class RecordPages(LedgerReader ledger, PageReader reader, DisclosureWriter disclosures, SharingBook book, CursorCodec cursors)
{
    /// <summary>The next page up to a head; null when there is nothing more for this recipient up to there.</summary>
    public async Task<Page?> NextAsync(Reading reading, long head, CancellationToken stop)
    {
        if (reading.Begins)
        {
            reading.Begins = false;
            reading.Cursor = reading.Cursor with { SnapshotHead = head };
        }

        while (reading.Cursor.Position < head)
        {
            var acts = await ActsAsync(reading, head, stop);
            var (page, sharing) = await DiscloseAsync(reading, acts, stop);
            reading.Cursor = reading.Cursor with { Position = reading.ReadAhead.Count > 0 ? acts[^1].Index : reading.ReadTo };
            if (page is not null)
            {
                page.Cursor = await SealAsync(reading, stop);
                return page;
            }
        }

        return null;
    }

    public Task<string> SealAsync(Reading reading, CancellationToken stop) => cursors.SealAsync(reading.Cursor, reading.Caller.Member, reading.Query, stop);

    /// <summary>Decides on these acts and commits the disclosure; null when nothing of it is for this recipient.</summary>
    private async Task<(Page? Page, Sharing Sharing)> DiscloseAsync(Reading reading, List<SequencedEvent> acts, CancellationToken stop)
    {
        while (true)
        {
            var sharing = await book.CurrentAsync(stop);
            var draft = await reader.DecideAsync(
                reading.Caller, reading.Query.Purpose, reading.Action, acts, act => act.Index > reading.Cursor.SnapshotHead, sharing, stop);
            if (draft.Items.Count == 0)
            {
                return (null, sharing);
            }

            if (await disclosures.CommitAsync(draft, stop) is { } references)
            {
                return (ToPage(draft, references), sharing);
            }
        }
    }

    private async Task<List<SequencedEvent>> ActsAsync(Reading reading, long head, CancellationToken stop)
    {
        if (reading.ReadAhead.Count == 0)
        {
            var sources = Sources(await book.CurrentAsync(stop), reading);
            foreach (var act in sources.Length == 0 ? [] : await ledger.ReadRecordsAsync(reading.ReadTo, head, sources, stop))
            {
                reading.ReadAhead.Enqueue(act);
            }

            // Without a source there is nothing to look at: the whole way to the head is done at once.
            reading.ReadTo = sources.Length == 0 ? head : Math.Min(reading.ReadTo + LedgerReader.Window, head);
        }

        var acts = new List<SequencedEvent>(Math.Min(reading.PageSize, reading.ReadAhead.Count));
        while (acts.Count < reading.PageSize && reading.ReadAhead.TryDequeue(out var act))
        {
            acts.Add(act);
        }

        return acts;
    }

    private static string[] Sources(Sharing sharing, Reading reading) =>
    [
        .. sharing.Feeding(reading.Caller.Member, reading.Query)
            .SelectMany(g => g.Grant.Kinds.Where(k => reading.Query.Kinds.Count == 0 || reading.Query.Kinds.Contains(k)).Select(k => $"{g.Provider}/{KindNames.Of(k)}"))
            .Distinct(),
    ];

    private static Page ToPage(Draft draft, IReadOnlyList<DisclosureReference> references)
    {
        var page = new Page();
        page.Disclosures.AddRange(references);
        page.Views.AddRange(draft.Items.Where(i => i.View is not null).Select(Views.Of));
        page.Notices.AddRange(draft.Items.Where(i => i.View is null).Select(Views.NoticeOf));
        Telemetry.RecordsDisclosed.Add(draft.Items.Count, new KeyValuePair<string, object?>("recipient", draft.Caller.Member));
        return page;
    }
}
