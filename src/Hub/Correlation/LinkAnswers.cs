using SharingHub.Hub.Correlation.Comparing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation;

/// <summary>
/// Links and rings as far as the agreements let them be told: a record is named where its recipient may read it; of others the contributor is named, or
/// counted, or nothing is said. What is not told leads nowhere: a ring does not go on behind it.
/// </summary>
internal static class LinkAnswers
{
    private const string Withheld = "withheld";

    public static Answer<GetLinksResponse> Links(IJoined joined, string name)
    {
        var asked = Readable(joined, name);
        var (told, counted) = Split(joined.LinksOf(name).Select(link => (Link: link, To: joined.Find(link.To)!)));
        var response = new GetLinksResponse { FurtherMembers = Further(counted.Select(l => l.To), told.Select(l => l.To)) };
        response.Links.AddRange(told.Select(l => ToContract(l.Link, asked, l.To)));
        return new Answer<GetLinksResponse>(response, [asked, .. told.Concat(counted).Select(l => l.To)]);
    }

    public static Answer<GetRingResponse> Ring(IJoined joined, string name)
    {
        var asked = Readable(joined, name);
        var named = RingOf(joined, name, CorrelationRelease.Contributor);
        var counted = RingOf(joined, name, CorrelationRelease.Count).Except(named).Select(n => joined.Find(n)!).ToList();
        var told = named.Select(n => joined.Find(n)!).OrderBy(one => one.Stream, StringComparer.Ordinal).ToList();
        var response = new GetRingResponse { FurtherMembers = Further(counted, told) };
        response.Records.AddRange(told.Select(Told));
        foreach (var from in told.Where(one => one.IsReadable))
        {
            response.Links.AddRange(joined.LinksOf(NameOf(from))
                .Where(link => named.Contains(link.To) && (!joined.Find(link.To)!.IsReadable || string.CompareOrdinal(link.From, link.To) < 0))
                .Select(link => ToContract(link, from, joined.Find(link.To)!)));
        }

        return new Answer<GetRingResponse>(response, [.. told.Append(asked).Concat(counted).Distinct()]);
    }

    public static Answer<CorrelationServiceExplainResponse> Explain(IJoined joined, string from, string to, bool rejected)
    {
        var (one, other) = (Readable(joined, from), Readable(joined, to));
        var response = new CorrelationServiceExplainResponse { Rejected = rejected };
        if (joined.LinksOf(from).FirstOrDefault(link => link.To == to) is { } found)
        {
            response.Link = ToContract(found, one, other);
        }

        return new Answer<CorrelationServiceExplainResponse>(response, [one, other]);
    }

    /// <summary>The record, if the recipient may read it; what is not for it is NOT_FOUND.</summary>
    public static Joinable Readable(IJoined joined, string name) => joined.Find(name) is { IsReadable: true } found ? found : throw Refusal.NotFound.ToException();

    private static IReadOnlySet<string> RingOf(IJoined joined, string name, CorrelationRelease least) => Rings.Of(
        name, of => joined.LinksOf(of).Where(link => joined.Find(link.To)!.Release >= least).Select(link => (link.To, link.Score)));

    private static (List<(Link Link, Joinable To)> Told, List<(Link Link, Joinable To)> Counted) Split(IEnumerable<(Link Link, Joinable To)> links)
    {
        var all = links.Where(l => l.To.Release >= CorrelationRelease.Count).ToList();
        return (all.FindAll(l => l.To.Release == CorrelationRelease.Contributor), all.FindAll(l => l.To.Release != CorrelationRelease.Contributor));
    }

    private static uint Further(IEnumerable<Joinable> counted, IEnumerable<Joinable> told) =>
        (uint)counted.Select(one => one.Contributor).Except(told.Select(one => one.Contributor)).Count();

    private static FoundLink ToContract(Link link, Joinable from, Joinable to)
    {
        var contract = new FoundLink { From = from.Name, To = Told(to), Score = link.Score };
        if (to.IsReadable)
        {
            contract.Reasons.AddRange(Reasons(link));
            contract.Kind = !link.Reasons.All(IsTold) ? LinkKind.Unspecified : link.IsOneActor ? LinkKind.OneActor : LinkKind.SharedNumber;
        }

        return contract;
    }

    /// <summary>
    /// Each reason whose fields the recipient may read in both records. That a field which it reads in one equals what is withheld of the other would tell
    /// what is withheld, so of those it learns the weight that they have together and no more.
    /// </summary>
    private static IEnumerable<FoundLinkReason> Reasons(Link link)
    {
        var told = link.Reasons.Where(IsTold).Select(reason => new FoundLinkReason
        {
            Aspect = WordOf(reason.Aspect),
            Agreement = reason.Level.ToString().ToLowerInvariant(),
            Weight = reason.Weight,
            FromField = reason.FromField,
            ToField = reason.ToField,
        }).ToList();
        if (told.Count < link.Reasons.Count)
        {
            told.Add(new FoundLinkReason { Aspect = Withheld, Weight = link.Reasons.Where(reason => !IsTold(reason)).Sum(reason => reason.Weight) });
        }

        return told.OrderByDescending(reason => reason.Weight);
    }

    private static bool IsTold(LinkReason reason) => reason is { FromField: not null, ToField: not null };

    private static LinkedRecord Told(Joinable one) => new() { Contributor = one.Contributor, Record = one.IsReadable ? one.Name : null };

    private static string NameOf(Joinable one) => one.Stream[StreamKeys.RecordPrefix.Length..];

    private static string WordOf(Aspect aspect) => aspect switch
    {
        Aspect.BankAccount => "bank_account",
        Aspect.OtherIdentifier => "other_identifier",
        _ => aspect.ToString().ToLowerInvariant(),
    };
}
