namespace SharingHub.Integration.Tests.Disclosure.NonInterference;

/// <summary>Acts that the recipient may not know of, done in one history only: above every ceiling, of a kind that is never granted, of others, between others.</summary>
internal sealed class HiddenActs(World world, Given given, Random random)
{
    private readonly List<string> _said = [];
    private readonly List<(Party Contributor, RecordKind Kind, string Id)> _records = [];
    private readonly List<Agreement> _others = [];
    private bool _strangerSuspended;

    public int Count => _said.Count;

    public override string ToString() => $"hidden: {string.Join(", ", _said)}";

    public async Task SomeAsync()
    {
        for (var times = random.Next(3); times > 0; times--)
            await (random.Next(9) switch
            {
                0 => SubmittedAsync(world.Providers[random.Next(2)], RecordKind.Listing, Tlp.Red),
                1 => SubmittedAsync(world.Providers[random.Next(2)], RecordKind.SellerAccount, Tlp.Red),
                2 => SubmittedAsync(world.Providers[random.Next(2)], RecordKind.InventoryHold, Tlp.Green),
                3 when !_strangerSuspended => SubmittedAsync(world.Stranger, RecordKind.Listing, Tlp.Clear),
                4 when _records.Exists(IsActive) => RetractedAsync(),
                5 => AgreedAsync(world.Providers[0]),
                6 when !_strangerSuspended => AgreedAsync(world.Stranger),
                7 => StrangerSuspendedOrReinstatedAsync(),
                _ => OtherReadsAsync(),
            });
    }

    private bool IsActive((Party Contributor, RecordKind, string) record) => record.Contributor != world.Stranger || !_strangerSuspended;

    private async Task SubmittedAsync(Party contributor, RecordKind kind, Tlp tlp)
    {
        var id = $"hidden-{_said.Count}";
        _said.Add($"{kind} {id}");
        var record = kind switch
        {
            RecordKind.Listing => Records.Listing(id, tlp: tlp),
            RecordKind.SellerAccount => Records.Seller(id, tlp: tlp),
            _ => Records.Hold(id),
        };
        record.Labels.Add(world.Secret());
        if (record.Listing is { } listing)
            (listing.Title, listing.Brand) = (world.Secret(), "acme");
        if (record.SellerAccount is { } seller)
            (seller.LegalName, seller.SellerId) = (world.Secret(), world.Secret());
        if (record.InventoryHold is { } hold)
            hold.Sku = world.Secret();
        await given.RecordsAsync(contributor, record);
        _records.Add((contributor, kind, id));
    }

    private async Task RetractedAsync()
    {
        var record = _records.Where(IsActive).ElementAt(random.Next(_records.Count(IsActive)));
        _said.Add($"{record.Id} retracted");
        _records.Remove(record);
        await given.RetractedAsync(record.Contributor, record.Kind, record.Id, world.Secret());
    }

    /// <summary>An agreement with another recipient: made, changed, suspended, ended.</summary>
    private async Task AgreedAsync(Party provider)
    {
        var mine = _others.Find(a => a.Terms.Provider == provider.Id);
        _others.RemoveAll(a => a.Terms.Provider == provider.Id);
        switch (mine?.Status)
        {
            case null:
                _said.Add("another agreement");
                var terms = Terms.Between(provider, world.Other, Terms.Grant(g => g.Ceiling = Tlp.Red));
                terms.PermittedUse = world.Secret();
                _others.Add(await Given.AgreementAsync(provider, world.Other, terms));
                break;
            case AgreementStatus.Suspended:
                _said.Add("the other agreement ended");
                await provider.TerminateAsync(mine.Id, world.Secret());
                break;
            case var _ when mine.Revision == 1:
                _said.Add("the other agreement amended");
                var draft = await provider.AmendAsync(mine, t => t.Prohibitions.Add(new Prohibition { Kinds = { RecordKind.Listing } }));
                _others.Add(await world.Other.CountersignAsync(draft.Id, draft.Amendment.Revision));
                break;
            default:
                _said.Add("the other agreement suspended");
                _others.Add(await world.Other.SuspendAsync(mine.Id, world.Secret()));
                break;
        }
    }

    private async Task StrangerSuspendedOrReinstatedAsync()
    {
        _strangerSuspended ^= true;
        _said.Add(_strangerSuspended ? "the stranger suspended" : "the stranger reinstated");
        if (_strangerSuspended)
            await given.SuspendedAsync(world.Stranger);
        else
            await world.Hub.Operator.Members.ReinstateAsync(new ReinstateRequest { Id = world.Stranger.Id, Reason = "All is well." });
    }

    private async Task OtherReadsAsync()
    {
        _said.Add("the other reads");
        await world.Other.PullAsync();
    }
}
