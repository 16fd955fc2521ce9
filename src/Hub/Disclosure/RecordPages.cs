using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Makes pages: reads, decides, commits the disclosure, and only then hands the page over to be sent.</summary>
internal sealed class RecordPages(LedgerReader ledger, PageReader reader, DisclosureWriter disclosures, SharingBook book, CursorCodec cursors)
{
    /// <summary>The next page up to a head; null when there is nothing more for this recipient up to there.</summary>
    public async Task<Page?> NextAsync(Reading reading, long head, CancellationToken stop)
    {
        reading.Begin(head);
        while (true)
        {
            var sharing = await book.CurrentAsync(stop);
            reading.Compare(sharing);
            if (reading.Shift is null && reading.Position >= head)
            {
                return null;
            }

            var draft = reading.Shift is { } shift ? await ShiftAsync(reading, shift, stop) : await GoOnAsync(reading, sharing, head, stop);
            if (draft is not null)
            {
                return draft;
            }
        }
    }

    public Task<string> SealAsync(Reading reading, CancellationToken stop) => cursors.SealAsync(reading.Cursor, reading.Caller.Member, reading.Query, stop);

    /// <summary>A step on along the ledger. Null when it held nothing for this recipient.</summary>
    private async Task<Page?> GoOnAsync(Reading reading, Sharing sharing, long head, CancellationToken stop)
    {
        var sources = sharing.Sources(reading.Caller.Member, reading.Query).Keys.ToArray();
        var acts = await reading.Ahead.NextAsync(ledger, head, sources, reading.PageSize, stop);
        var before = new Before(reading.Basis, reading.Position, reading.Snapshot, SameActs: false);
        var page = await DiscloseAsync(reading, acts, before, stop);
        reading.MoveTo(reading.Ahead.Done);
        return await SealedAsync(page, reading, stop);
    }

    /// <summary>A step over what was read already, for a change of rules. Null when nothing changed there for this recipient.</summary>
    private async Task<Page?> ShiftAsync(Reading reading, RuleShift shift, CancellationToken stop)
    {
        var acts = await shift.Ahead.NextAsync(ledger, reading.Position, shift.Sources, reading.PageSize, stop);
        var page = await DiscloseAsync(reading, acts, new Before(reading.Basis, reading.Position, reading.Snapshot, SameActs: true), stop);
        if (shift.Ahead.Done >= reading.Position)
        {
            reading.FinishShift();
        }

        return await SealedAsync(page, reading, stop);
    }

    private async Task<Page?> SealedAsync(Page? page, Reading reading, CancellationToken stop)
    {
        if (page is not null)
        {
            page.Cursor = await SealAsync(reading, stop);
        }

        return page;
    }

    /// <summary>Decides on these acts and commits the disclosure; null when nothing of it is for this recipient.</summary>
    private async Task<Page?> DiscloseAsync(Reading reading, List<SequencedEvent> acts, Before? before, CancellationToken stop)
    {
        while (acts.Count > 0)
        {
            var draft = await reader.DecideAsync(
                reading.Caller, reading.Query.Purpose, reading.Action, acts, before, await book.CurrentAsync(stop), stop);
            if (draft.Items.Count == 0)
            {
                return null;
            }

            if (await disclosures.CommitAsync(draft, stop) is { } references)
            {
                return ToPage(draft, references);
            }
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
