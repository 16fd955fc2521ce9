using SharingHub.Federation.V1;
using SharingHub.Sdk.Auditing;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>What must hold between two hubs of what happened to one company.</summary>
internal sealed class Outcome(Company company)
{
    /// <summary>Of how many records their contributor asks who saw them; an auditor asks of all at once.</summary>
    private const int Asked = 5;

    /// <summary>The far hub stopped for want of word from the origin, and shows nothing.</summary>
    public async Task ShouldBeSilentAsync()
    {
        await Patience.UntilAsync(async () => (await company.CarriedAsync()).All(a => a.Status != AgreementStatus.InForce), () => $"{company.Contributor}: the far hub stops what it heard nothing of");
        (await company.Onlooker.PullAsync()).ShouldBeEmpty("nothing is shown of a hub that is not heard");
    }

    /// <summary>Once nothing stands between the hubs, both say the same, and it is the truth.</summary>
    public async Task ShouldAgreeAsync()
    {
        await ShouldSeeTheTruthAsync();
        await ShouldBeAcknowledgedAsync();
        await ShouldBeExpungedAsync();
        (await company.Pair.Far.CountAsync(
            "select count(*) - count(distinct stream_id) from history.mt_events where type = 'record.submitted.v1' and stream_id like $1", $"record/{company.Contributor}/%"))
            .ShouldBe(0, "each record begins once");
        await ShouldTellTheSameAsync();
        await company.Onlooker.ShouldBeContentAsync();
    }

    private static string Told(IEnumerable<(RecordKind Kind, string Id)> records) => string.Join(' ', records.Select(r => r.Id).Order(StringComparer.Ordinal));

    private async Task ShouldSeeTheTruthAsync()
    {
        var pulled = "";
        try
        {
            await Patience.UntilAsync(
                async () =>
                {
                    await company.SignAsync();
                    await company.Onlooker.ShouldBeContentAsync();
                    var views = await company.Onlooker.PullAsync();
                    pulled = Told(views.Keys);
                    return Same(views) && Same(company.Onlooker.Held);
                },
                () => $"{company.Contributor}: what the agency sees is what the retailer lets it: {Told(company.Truth.Visible().Keys)}; it pulls {pulled}; it holds {Told(company.Onlooker.Held.Keys)}");
        }
        catch (ShouldAssertException fault)
        {
            throw new ShouldAssertException($"{fault.Message}; {await StandsAsync()}", fault);
        }
    }

    /// <summary>What stands between the retailer and the agency, for whoever looks into a failure.</summary>
    private async Task<string> StandsAsync()
    {
        var carried = await company.CarriedAsync();
        var peer = (await company.Pair.Far.Operator.Peering.ListAsync(new ListRequest())).Peers.Single(p => p.Id == HubPair.Origins);
        var agreed = $"the origin's agreement {company.Agreement?.Id} has revision {company.Agreement?.Revision}";
        var here = string.Join(", ", carried.Select(a => $"{a.Id} revision {a.Revision} {a.Status}, amendment {a.Amendment?.Revision}"));
        return $"{agreed}; carried are {here}; the peer is {peer.Status} {peer.Reason}";
    }

    private bool Same(IReadOnlyDictionary<(RecordKind Kind, string Id), RecordView> views)
    {
        var wanted = company.Truth.Visible();
        return wanted.Count == views.Count && wanted.All(w => views.TryGetValue(w.Key, out var view) && SaysSo(view, w.Value));
    }

    private bool SaysSo(RecordView view, IntelRecord wanted)
    {
        var record = view.Content();
        if (record.Origin.AgreementId != company.Agreement!.Id || record.Origin.AgreementRevision != company.Agreement.Revision)
            return false;
        record.Origin = null;
        return record.Equals(wanted);
    }

    /// <summary>The origin knows that the far hub holds what it shows.</summary>
    private Task ShouldBeAcknowledgedAsync()
    {
        var came = company.Onlooker.Held.Values.Select(v => v.Content().Origin.DisclosureId).ToHashSet();
        return Patience.UntilAsync(
            async () => came.IsSubsetOf((await ReachedAsync(company.Auditor, OriginHub.Far.Id)).Where(d => d.AcknowledgedAt is not null).Select(d => d.DisclosureId)),
            () => $"{company.Contributor}: the far hub acknowledged what it shows");
    }

    /// <summary>What is expunged there is expunged here, if it was ever here, and who received it was told.</summary>
    private async Task ShouldBeExpungedAsync()
    {
        foreach (var record in company.Truth.Records.Where(r => company.Truth.Last(r).Expunged))
        {
            var stream = $"record/{company.Contributor}/{(record.Kind == RecordKind.Listing ? "listing" : "seller_account")}/{record.Id}";
            if (await company.Pair.Far.CountAsync("select count(*) from history.mt_events where stream_id = $1", stream) == 0)
                continue;
            await Patience.UntilAsync(
                async () => await company.Pair.Far.CountAsync("select count(*) from keys.stream_key where stream = $1 and key is null", stream) == 1,
                () => $"{stream}: its key is gone");
            if ((await ReachedAsync(company.Agency, company.Agency.Id)).Any(d => d.Name.Kind == record.Kind && d.Name.Id == record.Id))
            {
                await Patience.UntilAsync(() => Task.FromResult(company.Onlooker.Expunged.Contains(record)), () => $"{stream}: the agency is told");
            }
        }
    }

    /// <summary>What the far hub says of who received what and acknowledged it, the origin says, too.</summary>
    private async Task ShouldTellTheSameAsync()
    {
        IReadOnlyList<string> there = [], here = [];
        await Patience.UntilAsync(
            async () =>
            {
                await company.Onlooker.AcknowledgeAsync();
                here = Lines(await ReachedAsync(company.Agency, company.Agency.Id));
                there = Lines(await ReachedAsync(company.Auditor, company.AgencyThere));
                return there.SequenceEqual(here);
            },
            () => $"{company.Contributor}: what reached the agency is at the origin as at the far hub\nhere, not there: {string.Join(", ", here.Except(there).Take(5))}\nthere, not here: {string.Join(", ", there.Except(here).Take(5))}");
        foreach (var (kind, id) in company.Truth.Records.Take(Asked))
        {
            var name = new RecordName { Contributor = company.Retailer.Id, Kind = kind, Id = id };
            var saw = (await company.Retailer.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = name })).Disclosures.Where(d => d.Recipient == company.AgencyThere);
            Lines(saw).ShouldBe([.. here.Where(line => line.Contains($" {kind} {id}@", StringComparison.Ordinal))], $"{company.Contributor}: who saw {id}");
        }
    }

    /// <summary>What reached a member of the retailer's records.</summary>
    private async Task<IReadOnlyList<RecordDisclosure>> ReachedAsync(Party asking, string member)
    {
        var reached = new List<RecordDisclosure>();
        await foreach (var one in asking.Hub.WhatReachedAsync(member))
        {
            if (one.Name.Contributor == company.Contributor || one.Name.Contributor == company.Retailer.Id)
                reached.Add(one);
        }

        return reached;
    }

    private static IReadOnlyList<string> Lines(IEnumerable<RecordDisclosure> disclosures) =>
        [.. disclosures.Select(d => $"{d.DisclosureId} {d.Name.Kind} {d.Name.Id}@{d.Name.Revision} {(d.AcknowledgedAt is null ? "not acknowledged" : "acknowledged")}").Order(StringComparer.Ordinal)];
}
