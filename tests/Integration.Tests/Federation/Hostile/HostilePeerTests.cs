using Google.Protobuf;
using SharingHub.Federation.V1;

namespace SharingHub.Integration.Tests.Federation.Hostile;

/// <summary>A peer hub whose certificates are good and whose answers are not. Each lie is refused with its name, nothing of it is kept, and what came before stands still.</summary>
public sealed class HostilePeerTests(LyingPeers hub) : IClassFixture<LyingPeers>, IAsyncDisposable
{
    private const int AtOnce = 12;

    private static readonly IReadOnlyDictionary<string, (Action<ScriptedPeer> Lie, string Named)> Lies = new Dictionary<string, (Action<ScriptedPeer> Lie, string Named)>
    {
        ["a receipt of another log"] = (peer =>
        {
            var other = new PeerLedger(peer.Id);
            peer.Send(peer.Page([peer.View(Records.Listing("lie"))], body => peer.Receipt = id => Answer(id, other.Append("disclosure.v1", $"disclosure/{id}", 1, body, named: Guid.Parse(id)))));
        }, "does not verify"),
        ["a receipt with another body"] = (peer =>
        {
            Forge(peer, receipt => receipt.Body = new Disclosed { Recipient = LyingPeers.Own }.ToByteString());
            peer.Send(peer.Page(peer.View(Records.Listing("lie"))));
        }, "does not verify"),
        ["a receipt of another event"] = (peer =>
        {
            var before = peer.Page(peer.View(Records.Listing("before"))).Disclosures[0].DisclosureId;
            peer.Receipt = id => Answer(id, peer.Ledger.ReceiptOf(Guid.Parse(before))!);
            peer.Send(peer.Page(peer.View(Records.Listing("lie"))));
        }, "it is of another event"),
        ["a receipt of another kind of event"] = (peer =>
        {
            var page = peer.Page(peer.View(Records.Listing("lie")));
            var id = Guid.CreateVersion7();
            peer.Ledger.Append("member.registered.v1", $"member/{id:D}", 1, new Disclosed(), named: id);
            page.Disclosures[0].DisclosureId = id.ToString("D");
            peer.Send(page);
        }, "another event there"),
        ["no receipt"] = (peer =>
        {
            var page = peer.Page(peer.View(Records.Listing("lie")));
            page.Disclosures[0].DisclosureId = Guid.CreateVersion7().ToString("D");
            peer.Send(page);
        }, "does not prove it: NOT_FOUND"),
        ["an answer for another event"] = (peer =>
        {
            peer.Receipt = _ => new ReceiptAnswer { EventId = Guid.CreateVersion7().ToString("D"), Reason = "NOT_YET_PUBLISHED" };
            peer.Send(peer.Page(peer.View(Records.Listing("lie"))));
        }, "answered for other events"),
        ["a view that was shown to another"] = (peer => peer.Send(peer.Page([peer.View(Records.Listing("lie"))], body => body.Recipient = "them\u001b[2J")), "was to them?[2J, not to this hub"),
        ["a view for another purpose"] = (peer => peer.Send(peer.Page([peer.View(Records.Listing("lie"))], body => body.Purpose = Purpose.BorderTargeting)), "another purpose"),
        ["more than the ledger says"] = (peer =>
        {
            var page = peer.Page(peer.View(Records.Listing("told")));
            page.Views.Add(peer.View(Records.Listing("lie")));
            peer.Send(page);
        }, "the ledger does not say that it was disclosed"),
        ["less than the ledger says"] = (peer =>
        {
            var page = peer.Page(peer.View(Records.Listing("lie")), peer.View(Records.Listing("kept-back")));
            page.Views.RemoveAt(1);
            peer.Send(page);
        }, "it did not come"),
        ["another marking than the ledger says"] = (peer => peer.Send(peer.Page([peer.View(Records.Listing("lie", tlp: Tlp.Green))], body => body.Records[0].Tlp = Tlp.Amber)), "another marking"),
        ["a page again"] = (peer =>
        {
            var page = peer.Page(peer.View(Records.Listing("again")));
            peer.Send(page);
            peer.Send(page);
        }, "pages come once, in their order"),
        ["pages in another order"] = (peer =>
        {
            var (first, second) = (peer.Page(peer.View(Records.Listing("first"))), peer.Page(peer.View(Records.Listing("second"))));
            peer.Send(second);
            peer.Send(first);
        }, "pages come once, in their order"),
        ["an earlier version after a later one"] = (peer =>
        {
            peer.Send(peer.Page(peer.View(Records.Listing("back", revision: 2), version: 2)));
            peer.Send(peer.Page(peer.View(Records.Listing("back"))));
        }, "views come in the order of their versions"),
        ["a record of a third hub's member"] = (peer => peer.Send(peer.Page(Named(peer, name => name.Contributor = $"{ScriptedPeer.Provider}@third"))), "nobody's records are another's to give"),
        ["a record of a third hub's member, under its agreement"] = (peer => Provided(peer, $"{ScriptedPeer.Provider}@third"), "is of a member of another hub"),
        ["a record of a member of this hub"] = (peer => Provided(peer, $"retailer-1@{LyingPeers.Own}"), "is of a member of another hub"),
        ["a record of a contributor with no name"] = (peer => Provided(peer, "No Name"), "is not the name of a record"),
        ["a record of another contributor"] = (peer => peer.Send(peer.Page(Named(peer, name => name.Contributor = "someone"))), "nobody's records are another's to give"),
        ["a record with a name that is none"] = (peer => peer.Send(peer.Page(Named(peer, name => name.Id = "lie\nfail: "))), "(not a name)"),
        ["a record with another's name"] = (peer => peer.Send(peer.Page(Named(peer, name => name.Id = "good"))), "it is not the record that its name says"),
        ["a record that came from a third hub"] = (peer => peer.Send(peer.Page(peer.View(ThirdHubs()))), "it comes from a third hub"),
        ["a kind that its grant does not name"] = (peer => peer.Send(peer.Page(peer.View(Records.Shipment("lie")))), "does not name its kind"),
        ["a marking above the ceiling"] = (peer => peer.Send(peer.Page(peer.View(Records.Listing("lie", tlp: Tlp.Red)))), "marked more strictly"),
        ["an agreement that it does not tell of"] = (peer => peer.Send(peer.Page(But(peer, view => view.AgreementId = Guid.CreateVersion7().ToString("D")))), "of which the peer does not tell"),
        ["a grant that is not there"] = (peer => peer.Send(peer.Page(But(peer, view => view.Grant = 7))), "its agreement has 1"),
        ["a revision with wider terms than before"] = (peer =>
        {
            var wider = peer.Agreement.Clone();
            wider.Terms.Grants[0].Kinds.Add(RecordKind.Shipment);
            peer.Told.Writer.TryWrite(wider);
        }, "with other terms than before"),
        ["a forked log"] = (peer =>
        {
            peer.Ledger = new PeerLedger(peer.Ledger);
            peer.Page(peer.View(Records.Listing("another")));
            peer.Send(peer.Page(peer.View(Records.Listing("lie"))));
        }, "forked"),
        ["a log that shrank"] = (peer =>
        {
            var (whole, shorter) = (peer.Ledger, new PeerLedger(peer.Ledger));
            var more = peer.Page(peer.View(Records.Listing("more")));
            peer.Ledger = shorter;
            var lie = peer.Page(peer.View(Records.Listing("lie")));
            peer.Ledger = whole;
            peer.Receipt = id => Answer(id, (whole.ReceiptOf(Guid.Parse(id)) ?? shorter.ReceiptOf(Guid.Parse(id)))!);
            peer.Send(more);
            peer.Send(lie);
        }, "shrank"),
        ["a page of nothing"] = (peer => peer.Send(new Page { Cursor = "nothing" }), "holds nothing"),
        ["a page of more than was asked for"] = (peer => peer.Send(peer.Page([.. Enumerable.Range(0, 501).Select(n => peer.View(Records.Listing($"lie-{n}")))])), "at most 500"),
        ["a page of more disclosures than records"] = (peer =>
        {
            var page = peer.Page(peer.View(Records.Listing("lie")));
            page.Disclosures.Add(peer.Page(peer.View(Records.Listing("other"))).Disclosures);
            peer.Send(page);
        }, "names 2 disclosures of 1 records"),
        ["agreements without end"] = (peer =>
        {
            for (var more = 0; more < LyingPeers.MostAgreements; more++)
                peer.Told.Writer.TryWrite(ScriptedPeer.AgreementOf("nobody"));
        }, $"more than {LyingPeers.MostAgreements} agreements"),
        ["an agreement with no id"] = (peer =>
        {
            var nameless = ScriptedPeer.AgreementOf("nobody");
            nameless.Id = "nameless";
            peer.Told.Writer.TryWrite(nameless);
        }, "no lower-case UUID"),
    };

    private readonly Given _given = new(hub);

    [Fact]
    public async Task Each_lie_refuses_its_peer_and_nothing_of_it_is_kept()
    {
        foreach (var some in Lies.Chunk(AtOnce))
            await Task.WhenAll(some.Select(lie => TellAsync(lie.Key, lie.Value.Lie, lie.Value.Named)));
        (await hub.CountAsync("select count(*) from history.mt_events where stream_id ~ '/lie(-|$)'")).ShouldBe(0, "nothing of them is kept");
    }

    [Fact]
    public async Task A_peer_that_floods_slows_neither_another_peer_nor_members()
    {
        var (agency, retailer) = (await _given.AgencyAsync(), await _given.RetailerAsync());
        await using var loud = await hub.MeetAsync(agency);
        await using var huge = await hub.MeetAsync(agency);
        await using var quiet = await hub.MeetAsync(agency);
        await Given.AgreementAsync(retailer, agency);
        using var over = new CancellationTokenSource();
        var flooding = Task.Run(async () =>
        {
            for (var number = 0; !over.IsCancellationRequested; number++)
            {
                await loud.Sent.Writer.WriteAsync(new SubscribeResponse { Heartbeat = new Heartbeat() });
                await loud.Sent.Writer.WriteAsync(new SubscribeResponse { CaughtUp = new CaughtUp { Cursor = $"cursor-{number}" } });
                if (number % 100 == 0)
                    await Task.Delay(1);
            }
        });
        huge.Send(new Page { Cursor = new string('x', 20_000_000) });

        quiet.Send(quiet.Page(quiet.View(Records.Listing("from-the-quiet-peer"))));
        await _given.RecordsAsync(retailer, Records.Listing("own"));
        await Eventually.IsTrueAsync(async () => (await agency.PullAsync()).Ids.Order().SequenceEqual(["from-the-quiet-peer", "own"]), "both come");

        await Eventually.IsTrueAsync(
            async () => (await File.ReadAllLinesAsync(hub.LogFile)).Any(line => line.Contains($"Peer {huge.Id}: Received message exceeds the maximum", StringComparison.Ordinal)),
            "what is too large is named, and not taken");
        (await hub.PeerAsync(loud)).Records.ShouldBe(0uL);
        await over.CancelAsync();
        await flooding;
    }

    public ValueTask DisposeAsync() => _given.DisposeAsync();

    private async Task TellAsync(string lie, Action<ScriptedPeer> tell, string named)
    {
        var agency = await _given.AgencyAsync();
        await using var peer = await hub.MeetAsync(agency);
        peer.Send(peer.Page(peer.View(Records.Listing("good"))));
        await Eventually.IsTrueAsync(async () => (await agency.PullAsync()).Views.Count == 1, $"{lie}: what is true reaches the agency");

        tell(peer);

        Peer told = new();
        await Eventually.IsTrueAsync(async () => (told = await hub.PeerAsync(peer)).Status == PeerStatus.Refused, $"{lie}: the peer is refused");
        told.Reason.ShouldContain(named, customMessage: lie);
        told.Reason.ShouldAllBe(c => c >= ' ' && c <= '~', lie);
        (await File.ReadAllTextAsync(hub.LogFile)).ShouldContain($"Peer {peer.Id} is refused, and nothing of it is accepted until the operator reinstates it: {told.Reason}");
        await Eventually.IsTrueAsync(
            async () => (await agency.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.All(a => a.Status == AgreementStatus.Suspended),
            $"{lie}: what the peer's agreement carried is suspended");
        (await agency.PullAsync()).Views.ShouldBeEmpty(lie);
    }

    private static ReceiptAnswer Answer(string id, GetReceiptResponse receipt) => new() { EventId = id, Receipt = receipt };

    private static void Forge(ScriptedPeer peer, Action<GetReceiptResponse> change) => peer.Receipt = id =>
    {
        var receipt = peer.Ledger.ReceiptOf(Guid.Parse(id))!;
        change(receipt);
        return Answer(id, receipt);
    };

    private static RecordView But(ScriptedPeer peer, Action<RecordView> change)
    {
        var view = peer.View(Records.Listing("lie"));
        change(view);
        return view;
    }

    private static RecordView Named(ScriptedPeer peer, Action<RecordName> change) => But(peer, view => change(view.Name));

    /// <summary>An agreement of somebody whom the peer cannot speak for, and a record of theirs under it.</summary>
    private static void Provided(ScriptedPeer peer, string provider)
    {
        var agreement = ScriptedPeer.AgreementOf("nobody");
        agreement.Terms.Provider = provider;
        peer.Listed.Add(agreement);
        peer.Send(peer.Page(But(peer, view => (view.Name.Contributor, view.AgreementId) = (provider, agreement.Id))));
    }

    private static IntelRecord ThirdHubs()
    {
        var record = Records.Listing("lie");
        record.Origin = new RecordOrigin { Hub = "third", AgreementId = Guid.CreateVersion7().ToString("D"), AgreementRevision = 1, Grant = 1 };
        return record;
    }
}
