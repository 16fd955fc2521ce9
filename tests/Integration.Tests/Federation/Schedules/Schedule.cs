namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>
/// What a retailer of the origin and an agency of the far hub do, drawn from a seed: the retailer says things, takes them back, and changes who may see them; the agency
/// signs, looks and acknowledges.
/// </summary>
internal sealed class Schedule(Company company, Random chance, Gate gate, Action<string> says)
{
    private const int Acts = 16;

    /// <summary>As much as waits after a month.</summary>
    private const int Backlog = 100;

    private static readonly FieldClass[] Classes = [FieldClass.Commercial, FieldClass.Personal, FieldClass.Sensitive];

    private Granted? _granted;

    public async Task RunAsync()
    {
        await ActAsync("agree", AgreeAsync);
        for (var act = 1; act <= Acts; act++)
        {
            var (name, does) = Draw();
            await ActAsync($"{act} {name}", does);
            await Task.Delay(chance.Next(0, 900));
        }
    }

    private async Task ActAsync(string name, Func<Task> act)
    {
        await company.Onlooker.ShouldBeContentAsync();
        says($"{company.Retailer.Id}: {name}");
        await gate.CallAsync(act);
    }

    private (string Name, Func<Task> Does) Draw() => chance.Next(20) switch
    {
        < 4 => ("push", () => PushAsync(1)),
        4 => ("push a backlog", () => PushAsync(Backlog)),
        < 8 => ("revise", ReviseAsync),
        8 => ("retract", RetractAsync),
        9 => ("expunge", ExpungeAsync),
        < 13 => ("amend", AmendAsync),
        13 => ("suspend or resume", SuspendAsync),
        14 => ("end or agree", EndAsync),
        15 => ("acknowledge", company.Onlooker.AcknowledgeAsync),
        16 => ("look", LookAsync),
        _ => ("sign", company.SignAsync),
    };

    private async Task PushAsync(int count)
    {
        var kind = chance.Next(2);
        var tlp = Draw(Tlp.Green, Tlp.Amber, Tlp.AmberStrict);
        var at = company.Truth.Records.Count;
        IntelRecord[] records = [.. Enumerable.Range(at, count).Select(n => kind == 0 ? Records.Listing($"r-{n}", tlp: tlp) : Records.Seller($"r-{n}", tlp: tlp))];
        foreach (var record in records)
            company.Truth.Says(record);
        await company.There.RecordsAsync(company.Retailer, records);
    }

    private async Task ReviseAsync()
    {
        if (Any() is not { } record)
            return;
        var next = company.Truth.Last(record).Record.Clone();
        next.Revision += (uint)chance.Next(1, 3);
        next.Tlp = Draw(Tlp.Green, Tlp.Amber, Tlp.AmberStrict);
        next.Confidence = (uint)chance.Next(1, 100);
        company.Truth.Says(next);
        await company.There.RecordsAsync(company.Retailer, next);
        company.Truth.Replaced(record);
    }

    private async Task RetractAsync()
    {
        if (Any() is not { } record || company.Truth.Last(record).Until is not null)
            return;
        await company.There.RetractedAsync(company.Retailer, record.Kind, record.Id);
        company.Truth.TookBack(record, expunged: false);
    }

    private async Task ExpungeAsync()
    {
        if (Any() is not { } record)
            return;
        await company.Second.ConfirmExpungeAsync(await company.Retailer.RequestExpungeAsync(record.Kind, record.Id));
        company.Truth.TookBack(record, expunged: true);
    }

    private async Task AgreeAsync()
    {
        var proposed = await Given.ProposalAsync(company.Retailer, new AgreementTerms { Provider = company.Retailer.Id, Recipients = { OriginHub.Far.Id }, Grants = { DrawGrant() } });
        _granted = company.Truth.Grants(proposed);
        company.Agreement = await company.Far.CountersignAsync(proposed.Id, proposed.Revision);
    }

    private async Task AmendAsync()
    {
        if (company.Agreement is null)
            return;
        var grant = DrawGrant();
        // The hub refuses what is in force already.
        while (grant.Equals(company.Agreement.Terms.Grants[0]))
            grant = DrawGrant();
        var amended = await company.Retailer.AmendAsync(company.Agreement, terms => terms.Grants[0] = grant);
        if (amended.Amendment is not { } amendment)
            return;
        var (before, next) = (_granted, amended.Clone());
        (next.Revision, next.Terms) = (amendment.Revision, amendment.Terms);
        _granted = before is null ? null : company.Truth.Grants(next);
        company.Agreement = await company.Far.CountersignAsync(amended.Id, amendment.Revision);
        if (before is not null)
            company.Truth.Stopped(before);
    }

    private async Task SuspendAsync()
    {
        if (company.Agreement is null)
            return;
        if (_granted is null)
        {
            _granted = company.Truth.Grants(company.Agreement);
            company.Agreement = await company.Retailer.ResumeAsync(company.Agreement.Id);
            return;
        }

        company.Agreement = await company.Retailer.SuspendAsync(company.Agreement.Id, "Looking into it.");
        company.Truth.Stopped(_granted);
        _granted = null;
    }

    private async Task EndAsync()
    {
        if (company.Agreement is null)
        {
            await AgreeAsync();
            return;
        }

        await Given.TerminatedAsync(chance.Next(2) == 0 ? company.Retailer : company.Far, company.Agreement);
        if (_granted is not null)
            company.Truth.Stopped(_granted);
        (company.Agreement, _granted) = (null, null);
    }

    private async Task LookAsync()
    {
        var before = await company.CarriedAsync();
        var views = await company.Onlooker.PullAsync();
        if (before.Concat(await company.CarriedAsync()).All(a => a.Status != AgreementStatus.InForce))
            views.ShouldBeEmpty("nothing is in force at the far hub");
    }

    private (RecordKind Kind, string Id)? Any()
    {
        var records = company.Truth.Records.Where(r => !company.Truth.Last(r).Expunged).ToList();
        return records.Count == 0 ? null : records[chance.Next(records.Count)];
    }

    private T Draw<T>(params T[] of) => of[chance.Next(of.Length)];

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
                Members = { chance.Next(6) == 0 ? "nobody@us" : company.AgencyThere },
                Purposes = { Purpose.BorderTargeting },
                Read = new ReadUse { WithheldClasses = { DrawClasses() } },
            },
        },
    };

    private FieldClass[] DrawClasses() => [.. Classes.Where(_ => chance.Next(3) == 0)];
}
