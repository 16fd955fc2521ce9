namespace SharingHub.Integration.Tests.Harness;

/// <summary>All that came on one Pull.</summary>
internal sealed record Pulled(IReadOnlyList<Page> Pages, End End)
{
    public IReadOnlyList<RecordView> Views => [.. Pages.SelectMany(p => p.Views)];

    public IReadOnlyList<RecordNotice> Notices => [.. Pages.SelectMany(p => p.Notices)];

    public IEnumerable<string> Ids => Views.Select(v => v.Name.Id);

    public RecordView View(string id) => Views.Single(v => v.Name.Id == id);
}

internal static class Pulling
{
    public static async Task<Pulled> PullAsync(this Party party, RecordQuery? query = null, string cursor = "", uint pageSize = 0)
    {
        using var call = party.Hub.Disclosure.Pull(
            new PullRequest { Query = query ?? Terms.Query(), Cursor = cursor, PageSize = pageSize }, deadline: DateTime.UtcNow + Line.Patience);
        var pages = new List<Page>();
        End? end = null;
        while (await call.ResponseStream.MoveNext(default))
        {
            end.ShouldBeNull("nothing follows the end marker");
            if (call.ResponseStream.Current.Page is { } page)
                pages.Add(page);
            end = call.ResponseStream.Current.End;
        }

        return new Pulled(pages, end.ShouldNotBeNull("a stream ends with a marker"));
    }

    public static async Task<GetResponse> GetAsync(this Party party, string contributor, RecordKind kind, string id, Purpose purpose = Purpose.BorderTargeting) =>
        await party.Hub.Disclosure.GetAsync(new GetRequest { Purpose = purpose, Name = new RecordName { Contributor = contributor, Kind = kind, Id = id } });

    public static IntelRecord Content(this RecordView view) => IntelRecord.Parser.ParseFrom(view.Record);
}
