using Grpc.Core;
using SharingHub.Federation.V1;
using SharingHub.Sdk;
using SharingHub.Sdk.Auditing;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>
/// What a retailer of the origin and an agency of the far hub do, drawn from a seed: the retailer says things, takes them back, and changes who may see them; the agency
/// signs, looks and acknowledges.
/// </summary>
internal sealed class Schedule : IAsyncDisposable
{
    private const int Acts = 16;

    /// <summary>As much as waits after a month.</summary>
    private const int Backlog = 100;

    /// <summary>Of how many records their contributor asks who saw them; an auditor asks of all at once.</summary>
    private const int Asked = 5;

    private static readonly FieldClass[] Classes = [FieldClass.Commercial, FieldClass.Personal, FieldClass.Sensitive];

    private readonly HubPair _pair;
    private readonly Random _chance;
    private readonly Gate _gate;
    private readonly Action<string> _says;
    private readonly Given _there;
    private readonly Given _here;
    private readonly Party _retailer;
    private readonly Party _second;
    private readonly Party _agency;
    private readonly Party _far;
    private readonly Party _auditor;
    private readonly Truth _truth;
    private readonly Onlooker _onlooker;
    private Agreement? _agreement;
    private Granted? _granted;

    private Schedule(HubPair pair, Random chance, Gate gate, Action<string> says, (Given There, Given Here) given, (Party Retailer, Party Second, Party Agency, Party Auditor) parties)
    {
        (_pair, _chance, _gate, _says) = (pair, chance, gate, says);
        (_there, _here) = given;
        (_retailer, _second, _agency, _auditor) = parties;
        _far = new Party(pair.Origin, OriginHub.Far.Id, pair.Origin.Ready.Members[OriginHub.Far.Id]);
        _truth = new Truth(Named(_agency.Id));
        _onlooker = new Onlooker(_agency, Contributor, _truth);
    }

    /// <summary>The retailer's name at the far hub.</summary>
    private string Contributor => $"{_retailer.Id}@{HubPair.Origins}";

    /// <param name="auditor">Of the origin.</param>
    public static async Task<Schedule> BeginAsync(HubPair pair, int seed, Gate gate, Party auditor, Action<string> says)
    {
        var (there, here) = (new Given(pair.Origin), new Given(pair.Far));
        var retailer = await there.RetailerAsync();
        return new Schedule(pair, new Random(seed), gate, says, (there, here), (retailer, await there.SecondClientAsync(retailer), await here.AgencyAsync(), auditor));
    }

    public async Task RunAsync()
    {
        await ActAsync("agree", AgreeAsync);
        for (var act = 1; act <= Acts; act++)
        {
            var (name, does) = Draw();
            await ActAsync($"{act} {name}", does);
            await Task.Delay(_chance.Next(0, 900));
        }
    }

    /// <summary>The far hub stopped for want of word from the origin, and shows nothing.</summary>
    public async Task IsSilentAsync()
    {
        await Patience.UntilAsync(async () => (await CarriedAsync()).All(a => a.Status != AgreementStatus.InForce), () => $"{Contributor}: the far hub stops what it heard nothing of");
        (await _onlooker.PullAsync()).ShouldBeEmpty("nothing is shown of a hub that is not heard");
    }

    /// <summary>Once nothing stands between the hubs, both say the same, and it is the truth.</summary>
    public async Task ShouldAgreeAsync()
    {
        await ShouldSeeTheTruthAsync();
        await ShouldBeAcknowledgedAsync();
        await ShouldBeExpungedAsync();
        (await _pair.Far.CountAsync(
            "select count(*) - count(distinct stream_id) from history.mt_events where type = 'record.submitted.v1' and stream_id like $1", $"record/{Contributor}/%"))
            .ShouldBe(0, "each record begins once");
        await ShouldTellTheSameAsync();
        await _onlooker.ShouldBeContentAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _onlooker.DisposeAsync();
        await _far.DisposeAsync();
        await _there.DisposeAsync();
        await _here.DisposeAsync();
    }

    private static string Named(string agency) => $"{agency}@{OriginHub.Far.Id}";

    private static string Told(IEnumerable<(RecordKind Kind, string Id)> records) => string.Join(' ', records.Select(r => r.Id).Order(StringComparer.Ordinal));

    private async Task ActAsync(string name, Func<Task> act)
    {
        await _onlooker.ShouldBeContentAsync();
        _says($"{_retailer.Id}: {name}");
        await _gate.CallAsync(act);
    }

    private (string Name, Func<Task> Does) Draw() => _chance.Next(20) switch
    {
        < 4 => ("push", () => PushAsync(1)),
        4 => ("push a backlog", () => PushAsync(Backlog)),
        < 8 => ("revise", ReviseAsync),
        8 => ("retract", RetractAsync),
        9 => ("expunge", ExpungeAsync),
        < 13 => ("amend", AmendAsync),
        13 => ("suspend or resume", SuspendAsync),
        14 => ("end or agree", EndAsync),
        15 => ("acknowledge", _onlooker.AcknowledgeAsync),
        16 => ("look", LookAsync),
        _ => ("sign", SignAsync),
    };

    private async Task PushAsync(int count)
    {
        var kind = _chance.Next(2);
        var tlp = Draw(Tlp.Green, Tlp.Amber, Tlp.AmberStrict);
        var at = _truth.Records.Count;
        IntelRecord[] records = [.. Enumerable.Range(at, count).Select(n => kind == 0 ? Records.Listing($"r-{n}", tlp: tlp) : Records.Seller($"r-{n}", tlp: tlp))];
        foreach (var record in records)
            _truth.Says(record);
        await _there.RecordsAsync(_retailer, records);
    }

    private async Task ReviseAsync()
    {
        if (Any() is not { } record)
            return;
        var next = _truth.Last(record).Record.Clone();
        next.Revision += (uint)_chance.Next(1, 3);
        next.Tlp = Draw(Tlp.Green, Tlp.Amber, Tlp.AmberStrict);
        next.Confidence = (uint)_chance.Next(1, 100);
        _truth.Says(next);
        await _there.RecordsAsync(_retailer, next);
        _truth.Replaced(record);
    }

    private async Task RetractAsync()
    {
        if (Any() is not { } record || _truth.Last(record).Until is not null)
            return;
        await _there.RetractedAsync(_retailer, record.Kind, record.Id);
        _truth.TookBack(record, expunged: false);
    }

    private async Task ExpungeAsync()
    {
        if (Any() is not { } record)
            return;
        await _second.ConfirmExpungeAsync(await _retailer.RequestExpungeAsync(record.Kind, record.Id));
        _truth.TookBack(record, expunged: true);
    }

    private async Task AgreeAsync()
    {
        var proposed = await Given.ProposalAsync(_retailer, new AgreementTerms { Provider = _retailer.Id, Recipients = { OriginHub.Far.Id }, Grants = { DrawGrant() } });
        _granted = _truth.Grants(proposed);
        _agreement = await _far.CountersignAsync(proposed.Id, proposed.Revision);
    }

    private async Task AmendAsync()
    {
        if (_agreement is null)
            return;
        var amended = await _retailer.AmendAsync(_agreement, terms => terms.Grants[0] = DrawGrant());
        if (amended.Amendment is not { } amendment)
            return;
        var (before, next) = (_granted, amended.Clone());
        (next.Revision, next.Terms) = (amendment.Revision, amendment.Terms);
        _granted = before is null ? null : _truth.Grants(next);
        _agreement = await _far.CountersignAsync(amended.Id, amendment.Revision);
        if (before is not null)
            _truth.Stopped(before);
    }

    private async Task SuspendAsync()
    {
        if (_agreement is null)
            return;
        if (_granted is null)
        {
            _granted = _truth.Grants(_agreement);
            _agreement = await _retailer.ResumeAsync(_agreement.Id);
            return;
        }

        _agreement = await _retailer.SuspendAsync(_agreement.Id, "Looking into it.");
        _truth.Stopped(_granted);
        _granted = null;
    }

    private async Task EndAsync()
    {
        if (_agreement is null)
        {
            await AgreeAsync();
            return;
        }

        await Given.TerminatedAsync(_chance.Next(2) == 0 ? _retailer : _far, _agreement);
        if (_granted is not null)
            _truth.Stopped(_granted);
        (_agreement, _granted) = (null, null);
    }

    private async Task LookAsync()
    {
        var before = await CarriedAsync();
        var views = await _onlooker.PullAsync();
        if (before.Concat(await CarriedAsync()).All(a => a.Status != AgreementStatus.InForce))
            views.ShouldBeEmpty("nothing is in force at the far hub");
    }

    /// <summary>The agency signs whatever lies before it.</summary>
    private async Task SignAsync()
    {
        foreach (var carried in (await CarriedAsync()).Where(a => a.Status == AgreementStatus.Proposed || a.Amendment is not null))
        {
            try
            {
                await _agency.CountersignAsync(carried.Id, carried.Amendment?.Revision ?? carried.Revision);
            }
            catch (HubException moved) when (moved.StatusCode is StatusCode.Aborted or StatusCode.FailedPrecondition)
            {
                // Its terms changed, or it ended, since it was read.
            }
        }
    }

    private async Task<IReadOnlyList<Agreement>> CarriedAsync() =>
        [.. (await _agency.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.Where(a => a.Terms.Provider == Contributor)];

    private async Task ShouldSeeTheTruthAsync()
    {
        var pulled = "";
        try
        {
            await Patience.UntilAsync(
                async () =>
                {
                    await SignAsync();
                    await _onlooker.ShouldBeContentAsync();
                    var views = await _onlooker.PullAsync();
                    pulled = Told(views.Keys);
                    return Same(views) && Same(_onlooker.Held);
                },
                () => $"{Contributor}: what the agency sees is what the retailer lets it: {Told(_truth.Visible().Keys)}; it pulls {pulled}; it holds {Told(_onlooker.Held.Keys)}");
        }
        catch (ShouldAssertException fault)
        {
            throw new ShouldAssertException($"{fault.Message}; {await StandsAsync()}", fault);
        }
    }

    /// <summary>What stands between the retailer and the agency, for whoever looks into a failure.</summary>
    private async Task<string> StandsAsync()
    {
        var carried = await CarriedAsync();
        var peer = (await _pair.Far.Operator.Peering.ListAsync(new ListRequest())).Peers.Single(p => p.Id == HubPair.Origins);
        var agreed = $"the origin's agreement {_agreement?.Id} has revision {_agreement?.Revision}";
        var here = string.Join(", ", carried.Select(a => $"{a.Id} revision {a.Revision} {a.Status}, amendment {a.Amendment?.Revision}"));
        return $"{agreed}; carried are {here}; the peer is {peer.Status} {peer.Reason}";
    }

    private bool Same(IReadOnlyDictionary<(RecordKind Kind, string Id), RecordView> views)
    {
        var wanted = _truth.Visible();
        return wanted.Count == views.Count && wanted.All(w => views.TryGetValue(w.Key, out var view) && SaysSo(view, w.Value));
    }

    private bool SaysSo(RecordView view, IntelRecord wanted)
    {
        var record = view.Content();
        if (record.Origin.AgreementId != _agreement!.Id || record.Origin.AgreementRevision != _agreement.Revision)
            return false;
        record.Origin = null;
        return record.Equals(wanted);
    }

    /// <summary>The origin knows that the far hub holds what it shows.</summary>
    private Task ShouldBeAcknowledgedAsync()
    {
        var came = _onlooker.Held.Values.Select(v => v.Content().Origin.DisclosureId).ToHashSet();
        return Patience.UntilAsync(
            async () => came.IsSubsetOf((await ReachedAsync(_auditor, OriginHub.Far.Id)).Where(d => d.AcknowledgedAt is not null).Select(d => d.DisclosureId)),
            () => $"{Contributor}: the far hub acknowledged what it shows");
    }

    /// <summary>What is expunged there is expunged here, if it was ever here, and who received it was told.</summary>
    private async Task ShouldBeExpungedAsync()
    {
        foreach (var record in _truth.Records.Where(r => _truth.Last(r).Expunged))
        {
            var stream = $"record/{Contributor}/{(record.Kind == RecordKind.Listing ? "listing" : "seller_account")}/{record.Id}";
            if (await _pair.Far.CountAsync("select count(*) from history.mt_events where stream_id = $1", stream) == 0)
                continue;
            await Patience.UntilAsync(
                async () => await _pair.Far.CountAsync("select count(*) from keys.stream_key where stream = $1 and key is null", stream) == 1,
                () => $"{stream}: its key is gone");
            if ((await ReachedAsync(_agency, _agency.Id)).Any(d => d.Name.Kind == record.Kind && d.Name.Id == record.Id))
            {
                await Patience.UntilAsync(() => Task.FromResult(_onlooker.Expunged.Contains(record)), () => $"{stream}: the agency is told");
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
                await _onlooker.AcknowledgeAsync();
                here = Lines(await ReachedAsync(_agency, _agency.Id));
                there = Lines(await ReachedAsync(_auditor, Named(_agency.Id)));
                return there.SequenceEqual(here);
            },
            () => $"{Contributor}: what reached the agency is at the origin as at the far hub\nhere, not there: {string.Join(", ", here.Except(there).Take(5))}\nthere, not here: {string.Join(", ", there.Except(here).Take(5))}");
        foreach (var (kind, id) in _truth.Records.Take(Asked))
        {
            var name = new RecordName { Contributor = _retailer.Id, Kind = kind, Id = id };
            var saw = (await _retailer.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = name })).Disclosures.Where(d => d.Recipient == Named(_agency.Id));
            Lines(saw).ShouldBe([.. here.Where(line => line.Contains($" {kind} {id}@", StringComparison.Ordinal))], $"{Contributor}: who saw {id}");
        }
    }

    /// <summary>What reached a member of the retailer's records.</summary>
    private async Task<IReadOnlyList<RecordDisclosure>> ReachedAsync(Party asking, string member)
    {
        var reached = new List<RecordDisclosure>();
        await foreach (var one in asking.Hub.WhatReachedAsync(member))
        {
            if (one.Name.Contributor == Contributor || one.Name.Contributor == _retailer.Id)
                reached.Add(one);
        }

        return reached;
    }

    private static IReadOnlyList<string> Lines(IEnumerable<RecordDisclosure> disclosures) =>
        [.. disclosures.Select(d => $"{d.DisclosureId} {d.Name.Kind} {d.Name.Id}@{d.Name.Revision} {(d.AcknowledgedAt is null ? "not acknowledged" : "acknowledged")}").Order(StringComparer.Ordinal)];

    private (RecordKind Kind, string Id)? Any()
    {
        var records = _truth.Records.Where(r => !_truth.Last(r).Expunged).ToList();
        return records.Count == 0 ? null : records[_chance.Next(records.Count)];
    }

    private T Draw<T>(params T[] of) => of[_chance.Next(of.Length)];

    private Grant DrawGrant() => new()
    {
        Kinds = { Draw<RecordKind[]>([RecordKind.Listing], [RecordKind.SellerAccount], [RecordKind.Listing, RecordKind.SellerAccount], [RecordKind.Listing, RecordKind.SellerAccount]) },
        Purposes = { Purpose.OnwardSharing },
        Read = new ReadUse { WithheldClasses = { DrawClasses() } },
        Ceiling = Draw(Tlp.Green, Tlp.Amber, Tlp.AmberStrict),
        BackFill = BackFill.All,
        Onward = OnwardRule.Named,
        OnwardGrants =
        {
            new OnwardGrant
            {
                Members = { _chance.Next(6) == 0 ? "nobody@us" : Named(_agency.Id) },
                Purposes = { Purpose.BorderTargeting },
                Read = new ReadUse { WithheldClasses = { DrawClasses() } },
            },
        },
    };

    private FieldClass[] DrawClasses() => [.. Classes.Where(_ => _chance.Next(3) == 0)];
}
