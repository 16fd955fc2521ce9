namespace SharingHub.Integration.Tests.Disclosure.NonInterference;

/// <summary>Acts that a recipient may know of, each to be done in both histories. They fit what was done before.</summary>
internal sealed class VisibleActs(Random random)
{
    /// <summary>No grant shows these, so they may say something else in each history.</summary>
    private static readonly Dictionary<RecordKind, string[]> AlwaysWithheld = new()
    {
        [RecordKind.Listing] = ["listing.url"],
        [RecordKind.SellerAccount] = ["seller_account.store_name", "seller_account.addresses"],
    };

    /// <summary>In which of them a seller is may not be told; that it is in one of them, a condition may ask.</summary>
    private static readonly string[] Countries = ["CN", "PT"];

    private static readonly RecordKind[] Kinds = [.. AlwaysWithheld.Keys];

    private readonly Dictionary<(int Provider, RecordKind Kind, int Number), uint> _revisions = [];
    private readonly bool[] _suspended = new bool[2];
    private readonly List<string> _said = [];

    /// <summary>Of all records that were ever submitted.</summary>
    public IEnumerable<(int Provider, RecordKind Kind, string Id)> Names => _revisions.Keys.Select(r => (r.Provider, r.Kind, Id(r.Number)));

    public static Grant FirstGrant() => Grant(Kinds);

    public Func<World, Task> Next()
    {
        var provider = random.Next(2);
        // The first is seen for certain.
        return _said.Count == 0 ? Submitted(0, RecordKind.Listing, Tlp.Green) : random.Next(8) switch
        {
            0 when _revisions.Count > 0 => Retracted(),
            1 when !_suspended[provider] => Amended(provider),
            2 => SuspendedOrResumed(provider),
            3 when !_suspended[provider] => Replaced(provider),
            _ => Submitted(provider, Kinds[random.Next(Kinds.Length)], (Tlp)random.Next((int)Tlp.Clear, (int)Tlp.Red + 1)),
        };
    }

    public override string ToString() => string.Join('\n', _said);

    private Func<World, Task> Submitted(int provider, RecordKind kind, Tlp tlp)
    {
        var key = (provider, kind, random.Next(3));
        var revision = _revisions[key] = _revisions.GetValueOrDefault(key) + 1;
        var (confidence, brand) = ((uint)random.Next(101), random.Next(2) == 0 ? "acme" : "zeta");
        Say($"provider {provider} submits {kind} {Id(key.Item3)}@{revision} {tlp} {confidence} {brand}");
        return world =>
        {
            var record = kind == RecordKind.Listing ? Records.Listing(Id(key.Item3), revision, tlp) : Records.Seller(Id(key.Item3), revision, tlp);
            record.Confidence = confidence;
            if (record.Listing is { } listing)
                (listing.Brand, listing.Url) = (brand, $"https://shop.example/{world.Secret()}");
            if (record.SellerAccount is { } seller)
            {
                seller.StoreName = world.Secret();
                seller.TaxIds.Clear();
                seller.TaxIds.Add(Enumerable.Range(0, world.Secrets.Next(3)).Select(_ => world.Secret()));
                seller.BankAccounts.Add(world.Secret());
                seller.Addresses.Add(new PostalAddress { City = world.Secret(), Country = Countries[world.Secrets.Next(Countries.Length)] });
            }

            return world.Given.RecordsAsync(world.Providers[provider], record);
        };
    }

    private Func<World, Task> Retracted()
    {
        var (provider, kind, number) = _revisions.Keys.ElementAt(random.Next(_revisions.Count));
        Say($"provider {provider} retracts {kind} {Id(number)}");
        return world => world.Given.RetractedAsync(world.Providers[provider], kind, Id(number));
    }

    private Func<World, Task> Amended(int provider)
    {
        var (grants, prohibitions) = (Grants(), Prohibitions());
        Say($"provider {provider} amends to {string.Join(" and ", grants)}, prohibits {string.Join(" and ", prohibitions)}");
        return async world =>
        {
            var draft = await world.Providers[provider].AmendAsync(world.Agreements[provider], terms => Put(terms, grants, prohibitions));
            world.Agree(provider, await world.Recipient.Party.CountersignAsync(draft.Id, draft.Amendment.Revision));
        };
    }

    private Func<World, Task> SuspendedOrResumed(int provider)
    {
        _suspended[provider] ^= true;
        Say($"provider {provider} {(_suspended[provider] ? "suspends" : "resumes")}");
        var suspended = _suspended[provider];
        return async world =>
        {
            var (party, id) = (world.Providers[provider], world.Agreements[provider].Id);
            world.Agree(provider, suspended ? await party.SuspendAsync(id, "A pause.") : await party.ResumeAsync(id));
        };
    }

    private Func<World, Task> Replaced(int provider)
    {
        var (grants, prohibitions) = (Grants(), Prohibitions());
        Say($"provider {provider} ends its agreement and makes another: {string.Join(" and ", grants)}, prohibits {string.Join(" and ", prohibitions)}");
        return async world =>
        {
            var (party, recipient) = (world.Providers[provider], world.Recipient.Party);
            await party.TerminateAsync(world.Agreements[provider].Id, "Another follows.");
            var terms = Terms.Between(party, recipient);
            Put(terms, grants, prohibitions);
            world.Agree(provider, await Given.AgreementAsync(party, recipient, terms));
        };
    }

    private static void Put(AgreementTerms terms, Grant[] grants, Prohibition[] prohibitions)
    {
        terms.Grants.Clear();
        terms.Grants.Add(grants.Select(g => g.Clone()));
        terms.Prohibitions.Clear();
        terms.Prohibitions.Add(prohibitions.Select(p => p.Clone()));
    }

    private Grant[] Grants() => [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => RandomGrant())];

    private Grant RandomGrant()
    {
        var grant = Grant([.. Kinds.Where((_, i) => (random.Next(1, 4) & (1 << i)) != 0).DefaultIfEmpty(RecordKind.Listing)]);
        grant.Ceiling = (Tlp)random.Next((int)Tlp.Green, (int)Tlp.AmberStrict + 1);
        grant.BackFill = random.Next(3) == 0 ? BackFill.None : BackFill.All;
        grant.Retention = random.Next(2) == 0 ? null : new V1.Retention { DeleteAfterDays = 30 };
        grant.Read.WithheldClasses.Add(new[] { FieldClass.Personal, FieldClass.Commercial }.Where(_ => random.Next(3) == 0));
        if (random.Next(3) == 0)
            grant.Conditions = new Conditions { MinConfidence = (uint)random.Next(1, 100) };
        if (random.Next(3) == 0)
        {
            grant.Conditions ??= new Conditions();
            if (grant.Kinds.Contains(RecordKind.Listing))
                grant.Conditions.Brands.Add("Acme");
            else
                grant.Conditions.Countries.Add(Countries);
        }

        return grant;
    }

    private static Grant Grant(RecordKind[] kinds) => Terms.Grant(grant =>
    {
        grant.Kinds.Clear();
        grant.Kinds.Add(kinds);
        grant.Read.WithheldClasses.Add(FieldClass.Sensitive);
        grant.Read.WithheldFields.Add(kinds.SelectMany(kind => AlwaysWithheld[kind]));
    });

    private Prohibition[] Prohibitions() => random.Next(4) switch
    {
        0 => [new Prohibition { Kinds = { Kinds[random.Next(Kinds.Length)] } }],
        1 => [new Prohibition { Kinds = { RecordKind.Listing }, Conditions = new Conditions { Brands = { "zeta" } } }],
        _ => [],
    };

    private static string Id(int number) => $"r-{number}";

    private void Say(string what) => _said.Add(what);
}
