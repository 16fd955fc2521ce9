using SharingHub.Hub.Correlation;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>
/// An open watch of leads: those there are, then each again when it changes. What wakes it is only a hint; each round compares with what it told before.
/// </summary>
internal sealed class LeadWatch(Caller caller, Purpose purpose, LeadQuery query, Pictures pictures, LedgerWatch grew, RuleWatch rules, OpenWatch<WatchLeadsResponse> watch)
{
    private const int LeadsInPage = 250;

    private Dictionary<DateOnly, ToldDay> _told = [];

    public async Task RunAsync()
    {
        using var kept = await pictures.KeepAsync(caller.Member, purpose, watch.Ended);
        for (var caughtUp = false; ;)
        {
            var woken = Task.WhenAny(grew.Grew.Next, rules.Changed.Next);
            var (round, told) = await pictures.TellAsync(caller, purpose, "lead", Conclude, watch.Ended);
            if (round.Leads.Count > 0 || round.Dropped.Count > 0)
            {
                await watch.WriteAsync(new WatchLeadsResponse { Page = PageOf(round, told) });
            }

            _told = round.Days;
            if (round.IsMore)
            {
                continue;
            }

            if (!caughtUp)
            {
                await watch.WriteAsync(new WatchLeadsResponse { CaughtUp = new CaughtUp() });
                caughtUp = true;
            }

            await watch.WaitAsync(woken, deadline: null, () => new WatchLeadsResponse { Heartbeat = new Heartbeat() });
        }
    }

    /// <summary>
    /// What is new or changed, as much as one page takes. One outdated day is scored again in a round, the one that has waited longest. Until it was, nothing of a
    /// day is told: a score may rest on a record that has gone.
    /// </summary>
    private Answer<Round> Conclude(Picture picture)
    {
        var days = picture.DaysOf(query).ToList();
        if (days.Where(day => day.IsOutdated).MinBy(day => day.RefreshedAt) is { } outdated)
        {
            picture.Refresh(outdated);
        }

        var round = new Round([], [], [], days.Exists(day => day.IsOutdated));
        var uses = new List<Joinable>();
        foreach (var day in days)
        {
            var before = _told.GetValueOrDefault(day.Date);
            if (day.IsOutdated)
            {
                round.Days.Add(day.Date, before ?? ToldDay.Nothing);
                continue;
            }

            round.Days.Add(day.Date, before is { IsWhole: true } && before.ChangedAt == day.ChangedAt && !IsPassing(day, picture) ? before : Tell(day, before, picture, round, uses));
        }

        round.Dropped.AddRange(_told.Where(told => !round.Days.ContainsKey(told.Key)).SelectMany(told => told.Value.Marks.Keys));
        return new Answer<Round>(round with { IsMore = round.IsMore || round.Days.Values.Any(day => !day.IsWhole) }, [.. uses.Distinct()])
        {
            Shown = [.. round.Leads.Select(l => l.Candidate.Shipment)],
        };
    }

    /// <summary>What of a day is new or changed goes onto the page, and what is no lead any more is dropped.</summary>
    private ToldDay Tell(ArrivalDay day, ToldDay? before, Picture picture, Round round, List<Joinable> uses)
    {
        var told = new ToldDay(day.ChangedAt, new Dictionary<string, string>(StringComparer.Ordinal), IsWhole: true);
        var gone = before is null ? [] : before.Marks.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (candidate, rank) in day.Within(query, picture.Sharing.Now))
        {
            gone.Remove(candidate.Name);
            var mark = before?.Marks.GetValueOrDefault(candidate.Name);
            if (mark != candidate.Mark)
            {
                if (round.Leads.Count == LeadsInPage)
                {
                    told = told with { IsWhole = false };
                }
                else
                {
                    var (lead, behind) = LeadContract.Of(candidate, rank, picture.Find, picture.HoldsUntold);
                    round.Leads.Add((candidate, lead));
                    uses.AddRange(behind);
                    mark = candidate.Mark;
                }
            }

            if (mark is not null)
            {
                told.Marks.Add(candidate.Name, mark);
            }
        }

        round.Dropped.AddRange(gone);
        return told;
    }

    /// <summary>Whether the day's consignments cease to be asked for as time goes by.</summary>
    private bool IsPassing(ArrivalDay day, Picture picture) => query.From is null && day.Date <= DateOnly.FromDateTime(picture.Sharing.Now.UtcDateTime);

    private static LeadPage PageOf(Round round, Told told)
    {
        var page = new LeadPage();
        var views = told.Items.ToDictionary(item => item.Act.Index);
        foreach (var (candidate, lead) in round.Leads)
        {
            lead.Shipment = Views.Of(views[candidate.Shipment.Index]);
            page.Leads.Add(lead);
        }

        page.Dropped.AddRange(round.Dropped.Select(name => StreamKeys.ParseRecord(StreamKeys.RecordPrefix + name)));
        page.Disclosures.AddRange(told.Disclosures);
        return page;
    }

    /// <param name="Leads">To be told.</param>
    /// <param name="Days">What will have been told of each day once this is.</param>
    /// <param name="IsMore">Whether there is more to tell, or to score, at once.</param>
    private sealed record Round(List<(Candidate Candidate, Lead Lead)> Leads, List<string> Dropped, Dictionary<DateOnly, ToldDay> Days, bool IsMore);

    /// <param name="ChangedAt">Of the day when it was told.</param>
    /// <param name="Marks">Of each lead that was told, by name.</param>
    /// <param name="IsWhole">Whether all of it was; a page takes only so many.</param>
    private sealed record ToldDay(long ChangedAt, Dictionary<string, string> Marks, bool IsWhole)
    {
        public static ToldDay Nothing { get; } = new(-1, [], IsWhole: false);
    }
}
