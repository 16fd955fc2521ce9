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

            round.Settle();
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

        var round = new Round([], [], [], [], days.Exists(day => day.IsOutdated));
        var uses = new List<Joinable>();
        foreach (var day in days)
        {
            var before = _told.GetValueOrDefault(day.Date) ?? new ToldDay(-1, new Dictionary<string, string>(StringComparer.Ordinal), IsWhole: false);
            var staysAsTold = day.IsOutdated || (before.IsWhole && before.ChangedAt == day.ChangedAt && !IsPassing(day, picture));
            round.Days.Add(day.Date, staysAsTold ? before : Tell(day, before, picture, round, uses));
        }

        round.Dropped.AddRange(_told.Where(told => !round.Days.ContainsKey(told.Key)).SelectMany(told => told.Value.Marks.Keys));
        return new Answer<Round>(round with { IsMore = round.IsMore || round.Days.Values.Any(day => !day.IsWhole) }, [.. uses.Distinct()])
        {
            Shown = [.. round.Leads.Select(l => l.Candidate.Shipment)],
        };
    }

    /// <summary>What of a day is new or changed goes onto the page, and what is no lead any more is dropped.</summary>
    private ToldDay Tell(ArrivalDay day, ToldDay before, Picture picture, Round round, List<Joinable> uses)
    {
        var (isWhole, still) = (true, 0);
        foreach (var (candidate, rank) in day.Within(query, picture.Sharing.Now))
        {
            var mark = before.Marks.GetValueOrDefault(candidate.Name);
            still += mark is null ? 0 : 1;
            if (mark == candidate.Mark)
            {
                continue;
            }

            if (round.Leads.Count == LeadsInPage)
            {
                isWhole = false;
                continue;
            }

            var (lead, behind) = LeadContract.Of(candidate, rank, picture.Find, picture.HoldsUntold);
            round.Leads.Add((candidate, lead));
            uses.AddRange(behind);
            round.Marks.Add((before.Marks, candidate.Name, candidate.Mark));
        }

        // A day may hold thousands, and most rounds only add to it.
        if (still < before.Marks.Count)
        {
            var left = day.Within(query, picture.Sharing.Now).Select(one => one.Candidate.Name).ToHashSet(StringComparer.Ordinal);
            var gone = before.Marks.Keys.Where(name => !left.Contains(name)).ToList();
            round.Dropped.AddRange(gone);
            round.Marks.AddRange(gone.Select(name => (before.Marks, name, (string?)null)));
        }

        return before with { ChangedAt = day.ChangedAt, IsWhole = isWhole };
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
    /// <param name="Marks">What changes, once it is told, in the marks of a day: that of a name, null of one that is dropped.</param>
    /// <param name="Days">What will have been told of each day then.</param>
    /// <param name="IsMore">Whether there is more to tell, or to score, at once.</param>
    private sealed record Round(
        List<(Candidate Candidate, Lead Lead)> Leads, List<string> Dropped, List<(Dictionary<string, string> Of, string Name, string? Mark)> Marks, Dictionary<DateOnly, ToldDay> Days,
        bool IsMore)
    {
        /// <summary>It was told.</summary>
        public void Settle()
        {
            foreach (var (of, name, mark) in Marks)
            {
                if (mark is null)
                {
                    of.Remove(name);
                }
                else
                {
                    of[name] = mark;
                }
            }
        }
    }

    /// <param name="ChangedAt">Of the day when it was told.</param>
    /// <param name="Marks">Of each lead that was told, by name.</param>
    /// <param name="IsWhole">Whether all of it was; a page takes only so many.</param>
    private sealed record ToldDay(long ChangedAt, Dictionary<string, string> Marks, bool IsWhole);
}
