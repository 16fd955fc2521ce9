using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Checks what a recipient asks for; every violation at once.</summary>
internal static class RecordRequests
{
    private const int LargestPage = 1000;
    private const int UsualPage = 500;
    private const int MostContributors = 1000;

    public static RecordQuery Check(RecordQuery? query, uint pageSize)
    {
        var found = new Violations();
        query ??= new RecordQuery();
        CheckPurpose(found, "query.purpose", query.Purpose);
        found.When(query.Kinds.Any(k => k == RecordKind.Unspecified || !Enum.IsDefined(k)), "query.kinds", "must be kinds of the contract");
        found.When(query.Contributors.Count > MostContributors, "query.contributors", $"must be at most {MostContributors}");
        found.When(query.Contributors.Any(c => c.Length is 0 or > 128), "query.contributors", "must be member ids");
        found.When(pageSize > LargestPage, "page_size", $"must be 1-{LargestPage}, or 0 for {UsualPage}");
        found.Throw();
        return query;
    }

    public static int PageSize(uint requested) => requested == 0 ? UsualPage : (int)requested;

    public static void CheckPurpose(Purpose purpose)
    {
        var found = new Violations();
        CheckPurpose(found, "purpose", purpose);
        found.Throw();
    }

    public static RecordName CheckName(RecordName? name)
    {
        var found = new Violations();
        found.Record("name", name);
        found.Throw();
        return name!;
    }

    private static void CheckPurpose(Violations found, string field, Purpose purpose) =>
        found.When(purpose == Purpose.Unspecified || !Enum.IsDefined(purpose), field, "must be stated: one of the purposes of the contract");
}
