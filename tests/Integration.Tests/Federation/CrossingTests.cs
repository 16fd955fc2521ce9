using Google.Protobuf;
using Grpc.Core;
using SharingHub.Federation.V1;
using SharingHub.Sdk;
using SharingHub.Sdk.Proving;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Receipts;

namespace SharingHub.Integration.Tests.Federation;

public sealed class CrossingTests(HubPair pair) : IClassFixture<HubPair>
{
    [Fact]
    public async Task A_record_crosses_masked_as_both_agreed_and_reaches_the_named_member_and_no_other()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        // A link is shown where its target is: what is sent together may be committed in any order.
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Seller("sel-1"));
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("lst-1", links: Records.LinkTo(RecordKind.SellerAccount, "sel-1")));

        var pulled = await crossing.UntilAsync(p => p.Views.Count == 2, "both records crossed");

        var view = pulled.View("sel-1");
        view.Name.Contributor.ShouldBe(crossing.Contributor);
        view.AgreementId.ShouldBe(crossing.Carried.Id);
        var seller = IntelRecord.Parser.ParseFrom(view.Record);
        seller.SellerAccount.StoreName.ShouldNotBeEmpty();
        seller.SellerAccount.TaxIds.ShouldBeEmpty("the origin withheld it from this hub");
        seller.SellerAccount.Emails.ShouldBeEmpty("the origin withheld it from this hub's members");
        (seller.Origin.Hub, seller.Origin.AgreementId, seller.Origin.AgreementRevision, seller.Origin.Grant).ShouldBe((HubPair.Origins, crossing.Agreement.Id, 1u, 1u));
        seller.Origin.Withheld.ShouldContain("seller_account.tax_ids");
        IntelRecord.Parser.ParseFrom(pulled.View("lst-1").Record).Links.ShouldHaveSingleItem().Id.ShouldBe("sel-1");

        (await crossing.Other.PullAsync()).Views.ShouldBeEmpty();
        (await pair.Far.CountAsync("select records from federation.following where peer = $1", HubPair.Origins)).ShouldBeGreaterThanOrEqualTo(2);
        (await pair.PeerAsync()).Status.ShouldBe(PeerStatus.Following);
        await Eventually.IsTrueAsync(async () => (await AcknowledgedAsync(crossing)).Count > 0, "what crossed is acknowledged at its origin");
    }

    [Fact]
    public async Task Each_record_brings_the_receipt_of_the_disclosure_that_it_came_with_and_that_is_kept_once()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, [.. Enumerable.Range(0, 20).Select(i => Records.Listing($"together-{i}"))]);

        var pulled = await crossing.UntilAsync(p => p.Views.Count == 20, "all records crossed");

        var origins = pulled.Views.Select(v => IntelRecord.Parser.ParseFrom(v.Record).Origin).ToList();
        var readers = new OriginReaders(pair);
        foreach (var origin in origins)
        {
            var (log, shown) = (pair.Origin.Ready.LedgerVkey, origin.DisclosureReceipt);
            var receipt = EventReceipt.Read(log, shown.Proof, shown.Envelope, shown.Salt.Memory).OrThrow();
            receipt.Verify(readers.Trusting).OrThrow().Envelope.Stream.ShouldBe($"disclosure/{origin.DisclosureId}");
        }

        Guid[] disclosures = [.. origins.Select(o => Guid.Parse(o.DisclosureId)).Distinct()];
        (await pair.Far.CountAsync("select count(*) from disclosure.origin_receipt where disclosure_id = any ($1)", disclosures)).ShouldBe(disclosures.Length);
        (await pair.Far.CountAsync("select max(octet_length(bdata))::bigint from history.mt_events where starts_with(stream_id, $1)", $"record/{crossing.Contributor}/"))
            .ShouldBeLessThan(origins[0].DisclosureReceipt.CalculateSize(), "no record holds one itself");
    }

    [Fact]
    public async Task What_the_contributor_changes_takes_back_and_expunges_travels()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"), Records.Listing("b"), Records.Listing("c"));
        var watch = await WatchingAsync(crossing, 3);

        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a", revision: 2));
        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Revision.ShouldBe(2u);

        await crossing.There.RetractedAsync(crossing.Retailer, RecordKind.Listing, "b", "Mistaken.");
        var retracted = (await watch.PageAsync()).Notices.ShouldHaveSingleItem();
        (retracted.Name.Id, retracted.Type, retracted.Reason).ShouldBe(("b", NoticeType.Retracted, "Mistaken."));

        await crossing.There.ExpungedAsync(pair.Origin, crossing.Retailer, RecordKind.Listing, "c");
        var notices = new List<RecordNotice>();
        while (notices.All(n => n.Type != NoticeType.Expunged))
            notices.AddRange((await watch.PageAsync()).Notices);
        notices.ShouldAllBe(n => n.Name.Id == "c");
        notices[^1].Reason.ShouldBe(Expunging.Provision);
        (await pair.Far.CountAsync("select count(*) from keys.stream_key where stream = $1 and key is null", $"record/{crossing.Contributor}/listing/c")).ShouldBe(1, "its key is gone here, too");
    }

    [Fact]
    public async Task The_contributor_sees_who_received_it_beyond_and_who_acknowledged()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("seen"));
        var pulled = await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");
        await crossing.Agency.Hub.Disclosure.AcknowledgeAsync(new AcknowledgeRequest { DisclosureIds = { pulled.Pages.SelectMany(p => p.Disclosures).Select(d => d.DisclosureId) } });

        var name = new RecordName { Contributor = crossing.Retailer.Id, Kind = RecordKind.Listing, Id = "seen" };
        var beyond = $"{crossing.Agency.Id}@{OriginHub.Far.Id}";
        IReadOnlyList<RecordDisclosure> seen = [];
        await Eventually.IsTrueAsync(
            async () => (seen = (await crossing.Retailer.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = name })).Disclosures).Any(d => d.Recipient == beyond && d.AcknowledgedAt is not null),
            "the origin is told");
        seen.Where(d => d.Recipient != OriginHub.Far.Id).ShouldAllBe(d => d.Recipient == beyond && d.Purpose == Purpose.BorderTargeting && d.Use == RecordUse.Read);
    }

    [Fact]
    public async Task A_hold_here_keeps_what_was_expunged_there_and_shows_it_to_nobody()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("held"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");
        var auditor = await crossing.Here.AuditorAsync();
        var hold = await auditor.HoldAsync(new RecordName { Contributor = crossing.Contributor, Kind = RecordKind.Listing, Id = "held" }, "case 7");

        await crossing.There.ExpungedAsync(pair.Origin, crossing.Retailer, RecordKind.Listing, "held");
        await crossing.UntilAsync(p => p.Views.Count == 0, "it reaches nobody");
        (await ExpungedAsync()).ShouldBe(0);

        await auditor.Hub.Retention.ReleaseHoldAsync(new ReleaseHoldRequest { HoldId = hold.Id, Reason = "The case is closed." });
        await Eventually.IsTrueAsync(async () => await ExpungedAsync() == 1, "its key goes with the hold");

        Task<long> ExpungedAsync() =>
            pair.Far.CountAsync("select count(*) from keys.stream_key where stream = $1 and key is null", $"record/{crossing.Contributor}/listing/held");
    }

    [Fact]
    public async Task A_suspension_there_stops_it_here_until_it_is_taken_back()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "the record crossed");

        await crossing.Retailer.SuspendAsync(crossing.Agreement.Id, "A leak.");
        var suspended = await crossing.CarriedAsync(a => a.Status == AgreementStatus.Suspended);
        suspended.Suspensions.ShouldHaveSingleItem().Reason.ShouldContain("A leak.");
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();

        await crossing.Retailer.ResumeAsync(crossing.Agreement.Id);
        await crossing.UntilAsync(p => p.Views.Count == 1, "it goes on");
    }

    [Fact]
    public async Task Narrower_terms_act_at_once_and_go_on_when_the_member_signs()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"), Records.Seller("s"));
        await crossing.UntilAsync(p => p.Views.Count == 2, "both crossed");

        await using var far = new Party(pair.Origin, OriginHub.Far.Id, pair.Origin.Ready.Members[OriginHub.Far.Id]);
        var amended = await crossing.Retailer.AmendAsync(crossing.Agreement, t => t.Grants[0].Kinds.Remove(RecordKind.SellerAccount));
        await far.CountersignAsync(amended.Id, amended.Amendment.Revision);

        var waiting = await crossing.CarriedAsync(a => a is { Status: AgreementStatus.Suspended, Amendment: not null });
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();
        await crossing.Agency.CountersignAsync(waiting.Id, waiting.Amendment.Revision);
        (await crossing.UntilAsync(p => p.Views.Count > 0, "it goes on")).Ids.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_termination_there_ends_it_here()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        var watch = await WatchingAsync(crossing, 1);

        await Given.TerminatedAsync(crossing.Retailer, crossing.Agreement, "The operation is over.");

        End? end = null;
        while (end is null)
            end = (await watch.NextAsync()).End;
        end.Reason.ShouldBe(EndReason.AgreementEnded);
        end.Message.ShouldEndWith("The operation is over. No other does.");
        (await crossing.Agency.PullAsync()).Views.ShouldBeEmpty();
        (await crossing.CarriedAsync(a => a.Status == AgreementStatus.Terminated)).TerminatedBy.ShouldBe(crossing.Contributor);
    }

    [Fact]
    public async Task Nothing_is_shared_before_the_member_signed()
    {
        await using var crossing = await Crossing.BeginAsync(pair, g => g.OnwardGrants[0].Members.Add("nobody@us"));
        await using var far = new Party(pair.Origin, OriginHub.Far.Id, pair.Origin.Ready.Members[OriginHub.Far.Id]);
        await Given.AgreementAsync(crossing.Retailer, far, Crossing.Terms(crossing.Retailer, crossing.Other));
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"));
        await crossing.UntilAsync(p => p.Views.Count == 1, "it crossed for who signed");

        (await crossing.Other.PullAsync()).Views.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_its_contributor_signed_crosses_and_is_shown_to_who_gets_the_whole_record_and_not_to_who_gets_a_masked_one()
    {
        await using var crossing = await Crossing.BeginAsync(pair);
        var signer = await pair.Origin.SigningKeyAsync(crossing.Retailer);
        var links = new[] { Records.LinkTo(RecordKind.SellerAccount, "signed-s"), Records.LinkTo(RecordKind.SellerAccount, "signed-s") };
        links[1].Contributor = crossing.Retailer.Id;
        var sent = await pair.Origin.SignedAsync(crossing.Retailer, signer, Records.Seller("signed-s"), Records.Listing("signed-l", links: links));
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("plain"));

        var pulled = await crossing.UntilAsync(p => p.Views.Count == 3, "the records crossed");

        var whole = pulled.View("signed-l");
        whole.VerifyContributor(signer.Key).OrThrow().ShouldSatisfyAllConditions(c => c.IsWhole.ShouldBeTrue(), c => c.Batch.Member.ShouldBe(crossing.Retailer.Id));
        (whole.ContributorProof.Record, whole.ContributorProof.VerifierKey).ShouldBe((sent.Records[1], signer.Key.ToString()));
        IntelRecord.Parser.ParseFrom(whole.Record).Links.Select(l => l.Contributor).ShouldBe(["", crossing.Contributor]);
        var masked = pulled.View("signed-s");
        masked.VerifyContributor(signer.Key).OrThrow().IsWhole.ShouldBeFalse();
        (masked.ContributorProof.Nonce, masked.ContributorProof.Record).ShouldBe((ByteString.Empty, ByteString.Empty), "with the nonce a tax number could be tried out");
        masked.ContributorProof.Leaf.ToByteArray().ShouldBe(BatchLeaf.Of(sent.Signature.Nonces[0].Span, sent.Records[0].Span).ToArray());
        pulled.View("plain").ContributorProof.ShouldBeNull();

        foreach (var change in new Action<RecordView>[]
        {
            v => v.ContributorProof.Record = sent.Records[0],
            v => v.ContributorProof.Record = ByteString.Empty,
            v => v.Record = Changed(v.Record, r => r.Listing.Title = "Another"),
            v => v.Record = Changed(v.Record, r => r.Links[1].Contributor = ""),
            v => v.Record = Changed(v.Record, r => r.Links.RemoveAt(1)),
            v => v.Record = Changed(v.Record, r => r.Origin.Hub = "jp"),
            v => v.Record = Changed(v.Record, r => r.Origin = null),
            v => v.Name.Contributor = $"{crossing.Agency.Id}@{HubPair.Origins}",
        })
        {
            var changed = whole.Clone();
            change(changed);
            changed.VerifyContributor(signer.Key).Ok.ShouldBeFalse();
        }

        static ByteString Changed(ByteString record, Action<IntelRecord> change)
        {
            var changed = IntelRecord.Parser.ParseFrom(record);
            change(changed);
            return changed.ToByteString();
        }
    }

    [Fact]
    public async Task A_log_that_is_followed_bears_its_peers_cosignature_and_whoever_asks_for_it_finds_it()
    {
        await using var there = new Given(pair.Origin);
        var retailer = await there.RetailerAsync();
        var readers = new OriginReaders(pair);
        var accepted = (await there.RecordsAsync(retailer, Records.Listing("cosigned"))).Single().Receipt.EventId;

        EventReceipt receipt = null!;
        await Eventually.IsTrueAsync(
            async () => (receipt = await retailer.Hub.GetReceiptAsync(accepted, TimeSpan.FromSeconds(30))).Verify(readers.Asking) is { Ok: true }, "the record's proof bears the cosignature of the hub us");
        receipt.Verify(readers.Asking).OrThrow().Checkpoint.Cosignatures.ShouldHaveSingleItem().Key.ToString().ShouldBe(pair.Far.Ready.WitnessVkey);
        await Eventually.IsTrueAsync(async () => readers.Asking.Open(await readers.ServedAsync()).Ok, "and so does the checkpoint that is served");

        var witness = VerifierKey.Parse(pair.Origin.Ready.WitnessVkey).OrThrow();
        receipt.Verify(new LogPolicy(receipt.LogKey.Name, [receipt.LogKey], [witness], 1)).Ok.ShouldBeFalse("of another witness there is none");
        var us = (await pair.Origin.Operator.Peering.ListAsync(new ListRequest())).Peers.Single(p => p.Id == OriginHub.Far.Id);
        us.WitnessKeys.ShouldBe([pair.Far.Ready.WitnessVkey]);
        us.CosignedSize.ShouldBeGreaterThanOrEqualTo((ulong)receipt.Proof.Index);
    }

    [Fact]
    public async Task Each_new_checkpoint_awaits_who_cosigned_the_one_before_and_a_peer_cosigns_by_its_named_key_alone()
    {
        await using var there = new Given(pair.Origin);
        var (peer, retailer) = (await there.PeerHubAsync(), await there.RetailerAsync());
        var (signer, stranger) = (NoteSigner.Generate("third.example/witness", SignatureType.Cosignature), NoteSigner.Generate("third.example/witness", SignatureType.Cosignature));
        var log = VerifierKey.Parse(pair.Origin.Ready.LedgerVkey).OrThrow();
        var asking = new LogPolicy(log.Name, [log], [signer.Key], 1);
        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => CosignAsync(peer, signer));
        await pair.Origin.Operator.Peering.AddWitnessKeyAsync(new AddWitnessKeyRequest { Id = peer.Id, WitnessKey = signer.Key.ToString() });

        (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => CosignAsync(peer, stranger))).Fields().ShouldBe(["cosignatures"]);
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => peer.Hub.Federation.CosignAsync(new CosignRequest { Size = ulong.MaxValue }).ResponseAsync);
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => retailer.Hub.Federation.CosignAsync(new CosignRequest { Size = 1 }).ResponseAsync);
        await Eventually.IsTrueAsync(
            async () =>
            {
                await CosignAsync(peer, signer);
                return asking.Open(System.Text.Encoding.UTF8.GetBytes((await retailer.Hub.Ledger.GetCheckpointAsync(new GetCheckpointRequest())).Checkpoint)).Ok;
            },
            "members are shown what the peer cosigned");

        await there.RecordsAsync(retailer, Records.Listing("next"));
        await Eventually.IsTrueAsync(
            async () =>
            {
                var awaited = await pair.Origin.CountAsync("select count(*) from ledger.checkpoint where $1 = any (awaits)", signer.Key.ToString()) > 0;
                await CosignAsync(peer, signer);
                return awaited;
            },
            "the next checkpoint awaits it");
        await pair.Origin.Operator.Peering.RevokeWitnessKeyAsync(new RevokeWitnessKeyRequest { Id = peer.Id, WitnessKey = signer.Key.ToString() });
        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => CosignAsync(peer, signer));
    }

    /// <summary>What a peer hub does that has seen the newest checkpoint.</summary>
    private static async Task CosignAsync(Party peer, NoteSigner signer)
    {
        var newest = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes((await peer.Hub.Ledger.GetCheckpointAsync(new GetCheckpointRequest())).Checkpoint)).OrThrow().Text;
        var line = signer.Sign(newest, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).ToLine();
        await peer.Hub.Federation.CosignAsync(new CosignRequest { Size = (ulong)Checkpoint.Parse(newest).OrThrow().Size, Cosignatures = line });
    }

    private static async Task<Watch> WatchingAsync(Crossing crossing, int records)
    {
        await crossing.UntilAsync(p => p.Views.Count == records, "the records crossed");
        return await crossing.Here.WatchAsync(crossing.Agency);
    }

    private static async Task<IReadOnlyList<Acknowledgement>> AcknowledgedAsync(Crossing crossing)
    {
        var name = new RecordName { Contributor = crossing.Retailer.Id, Kind = RecordKind.SellerAccount, Id = "sel-1" };
        var answer = await crossing.Retailer.Hub.Disclosure.ListAcknowledgementsAsync(new ListAcknowledgementsRequest { Name = name });
        return [.. answer.Acknowledgements.Where(a => a.Recipient == OriginHub.Far.Id && a.AcknowledgedAt is not null)];
    }
}
