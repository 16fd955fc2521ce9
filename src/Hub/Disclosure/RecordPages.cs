using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Makes pages: reads, decides, commits the disclosure, and only then hands the page over to be sent.</summary>
internal sealed class RecordPages(LedgerReader ledger, PageReader reader, DisclosureWriter disclosures, SharingBook book, CursorCodec cursors)
{
    /// <summary>Bytes of records in one page: a page that cannot be sent must not be disclosed.</summary>
    private const int LargestPage = 2 * 1024 * 1024;

    /// <summary>The next page up to a head; null when there is nothing more for this recipient up to there.</summary>
    /// <param name="sharing">The rules as they were just now.</param>
    public async Task<Page?> NextAsync(Reading reading, long head, Sharing sharing, CancellationToken stop)
    {
        reading.Begin(head);
        for (; ; sharing = await book.CurrentAsync(stop))
        {
            reading.Compare(sharing);
            if (reading.Shift is null && reading.Position >= head)
            {
                return null;
            }

            var draft = reading.Shift is { } shift ? await ShiftAsync(reading, shift, sharing, stop) : await GoOnAsync(reading, sharing, head, stop);
            if (draft is not null)
            {
                return draft;
            }
        }
    }

    public Task<string> SealAsync(Reading reading, CancellationToken stop) => cursors.SealAsync(reading.Cursor, reading.Caller.Member, reading.Query, stop);

    /// <summary>On along the ledger. Null when there was nothing for this recipient up to the head.</summary>
    private async Task<Page?> GoOnAsync(Reading reading, Sharing sharing, long head, CancellationToken stop)
    {
        var sources = reading.SourcesUnder(sharing);
        var before = new Before(reading.Basis, reading.Position, reading.Snapshot, SameActs: false);
        var selection = await CollectAsync(reading, reading.Ahead, head, sources, before, sharing, stop);
        var page = await DiscloseAsync(reading, selection, before, stop);
        reading.MoveTo(reading.Ahead.Done);
        return await SealedAsync(page, reading, stop);
    }

    /// <summary>Over what was read already, for a change of rules. Null when nothing more of it changed for this recipient.</summary>
    private async Task<Page?> ShiftAsync(Reading reading, RuleShift shift, Sharing sharing, CancellationToken stop)
    {
        var before = new Before(reading.Basis, reading.Position, reading.Snapshot, SameActs: true);
        var selection = await CollectAsync(reading, shift.Ahead, reading.Position, shift.Sources, before, sharing, stop);
        var page = await DiscloseAsync(reading, selection, before, stop);
        if (shift.Ahead.Done >= reading.Position)
        {
            reading.FinishShift();
        }

        return await SealedAsync(page, reading, stop);
    }

    /// <summary>
    /// Reads on until a page is full of what is for this recipient, or the way is at its end: so neither the size of a page nor where it
    /// ends tells of what was passed over.
    /// </summary>
    private async Task<Selection> CollectAsync(
        Reading reading, ReadAhead way, long head, string[] sources, Before before, Sharing sharing, CancellationToken stop)
    {
        var collected = new Selection([], [], sharing);
        for (var bytes = 0; collected.Count < reading.PageSize && bytes < LargestPage && way.Done < head;)
        {
            var acts = await way.NextAsync(ledger, head, sources, reading.PageSize - collected.Count, LargestPage - bytes, stop);
            var theirs = await reader.SelectAsync(reading.Caller.Member, reading.Query.Purpose, [.. acts.Where(reading.AsksFor)], before, sharing, stop);
            collected.Add(theirs);
            bytes += theirs.Bytes;
        }

        return collected;
    }

    private async Task<Page?> SealedAsync(Page? page, Reading reading, CancellationToken stop)
    {
        if (page is not null)
        {
            page.Cursor = await SealAsync(reading, stop);
        }

        return page;
    }

    /// <summary>Commits the disclosure of what was selected, decided anew where the rules or records moved meanwhile; null when nothing of it is for this recipient.</summary>
    private async Task<Page?> DiscloseAsync(Reading reading, Selection selection, Before? before, CancellationToken stop)
    {
        while (selection.Count > 0)
        {
            var draft = await reader.DraftAsync(reading.Caller, reading.Query.Purpose, reading.Action, selection, stop);
            if (await disclosures.CommitAsync(draft, stop) is { } references)
            {
                return ToPage(draft, references);
            }

            // What was open when it was read may be erased by now.
            var acts = await ledger.ReadAsync(selection.Indexes, stop);
            selection = await reader.SelectAsync(
                reading.Caller.Member, reading.Query.Purpose, [.. acts.OrderBy(a => a.Index)], before, await book.CurrentAsync(stop), stop);
        }

        return null;
    }

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
