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
    private const int LeadsInPage = 50;

    private Dictionary<string, string> _told = new(StringComparer.Ordinal);

    public async Task RunAsync()
    {
        for (var caughtUp = false; ;)
        {
            var woken = Task.WhenAny(grew.Grew.Next, rules.Changed.Next);
            var (round, told) = await pictures.TellAsync(caller, purpose, "lead", Conclude, watch.Ended);
            if (round.Leads.Count > 0 || round.Dropped.Count > 0)
            {
                await watch.WriteAsync(new WatchLeadsResponse { Page = PageOf(round, told) });
            }

            _told = round.Told;
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

    /// <summary>What is new or changed, as much as one page takes. One outdated day is scored again in a round, so that what has just come does not wait for all.</summary>
    private Answer<Round> Conclude(Picture picture)
    {
        var days = picture.DaysOf(query).ToList();
        if (days.Find(day => day.IsOutdated) is { } outdated)
        {
            picture.Refresh(outdated);
        }

        var leads = days.SelectMany(day => day.Within(query, picture.Sharing.Now)).ToList();
        var (now, page, uses) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<(Candidate, Lead)>(), new List<Joinable>());
        var isMore = days.Exists(day => day.IsOutdated);
        foreach (var (candidate, rank) in leads)
        {
            var mark = candidate.Mark;
            var isTold = _told.TryGetValue(candidate.Name, out var before);
            if (before == mark || page.Count == LeadsInPage)
            {
                isMore |= before != mark;
                if (isTold)
                {
                    now.Add(candidate.Name, before!);
                }

                continue;
            }

            var (lead, behind) = LeadContract.Of(candidate, rank, picture.Find, picture.HoldsUntold);
            page.Add((candidate, lead));
            uses.AddRange(behind);
            now.Add(candidate.Name, mark);
        }

        var dropped = _told.Keys.Except(leads.Select(l => l.Candidate.Name)).ToList();
        return new Answer<Round>(new Round(page, dropped, now, isMore), [.. uses.Distinct()]) { Shown = [.. page.Select(l => l.Item1.Shipment)] };
    }

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
    /// <param name="Told">By name, what will have been told once this is.</param>
    /// <param name="IsMore">Whether there is more to tell, or to score, at once.</param>
    private sealed record Round(List<(Candidate Candidate, Lead Lead)> Leads, List<string> Dropped, Dictionary<string, string> Told, bool IsMore);
}
