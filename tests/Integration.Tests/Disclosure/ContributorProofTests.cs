using Google.Protobuf;
using SharingHub.Sdk;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>What recipients get of a contributor's signature: all of it with the whole record, and nothing to guess with beside a masked one.</summary>
public sealed class ContributorProofTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_whole_record_comes_with_a_proof_that_verifies_offline_however_it_is_got()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        var watch = await Given.WatchAsync(shared.Recipient);
        var sent = await Hub.SignedAsync(shared.Provider, signer, [.. Enumerable.Range(0, 100).Select(n => Records.Listing($"l-{n}"))]);

        var views = (await shared.Recipient.PullAsync()).Views;
        views.Count.ShouldBe(100);
        var watched = new List<RecordView>();
        while (watched.Count < 100)
            watched.AddRange((await watch.PageAsync()).Views);
        var got = (await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-42")).View;

        foreach (var view in views.Concat(watched).Append(got))
        {
            var check = view.VerifyContributor(signer.Key).OrThrow();
            (check.IsWhole, check.Batch.Member, check.Batch.Count, check.Key.ToString()).ShouldBe((true, shared.Provider.Id, 100, signer.Key.ToString()));
            view.ContributorProof.VerifierKey.ShouldBe(signer.Key.ToString());
            view.ContributorProof.Nonce.ShouldBe(sent.Signature.Nonces[(int)view.ContributorProof.Index]);
        }
    }

    [Fact]
    public async Task Nothing_that_was_changed_on_the_way_verifies()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        await Hub.SignedAsync(shared.Provider, signer, Records.Listing("l-1"), Records.Listing("l-2"), Records.Listing("l-3"));
        var pulled = await shared.Recipient.PullAsync();
        var views = Enumerable.Range(1, 3).Select(n => pulled.View($"l-{n}")).ToArray();
        views[0].VerifyContributor(signer.Key).Ok.ShouldBeTrue();

        foreach (var change in new Action<RecordView>[]
        {
            v => v.Record = views[1].Record,
            v => v.ContributorProof = views[1].ContributorProof,
            v => v.ContributorProof.Nonce = views[1].ContributorProof.Nonce,
            v => v.ContributorProof.Path[0] = views[2].ContributorProof.Path[0],
            v => v.ContributorProof.Path.RemoveAt(0),
            v => v.ContributorProof.Index = 1,
            v => v.ContributorProof.Note = v.ContributorProof.Note.Replace("\n3\n", "\n4\n", StringComparison.Ordinal),
            v => v.ContributorProof.ClearOpening(),
            v => v.ContributorProof = null,
            v => v.Name.Id = "l-2",
            v => v.Name.Revision = 2,
            v => v.Name.Kind = RecordKind.SellerAccount,
            v => v.Name.Contributor = shared.Recipient.Id,
        })
        {
            var changed = views[0].Clone();
            change(changed);
            changed.ShouldNotBe(views[0]);
            changed.VerifyContributor(signer.Key).Ok.ShouldBeFalse(changed.ToString());
        }

        views[0].VerifyContributor(NoteSigner.Generate(signer.Key.Name, SignatureType.Ed25519).Key).Ok.ShouldBeFalse("another key of that name");
    }

    [Fact]
    public async Task A_masked_view_shows_that_some_record_was_signed_and_gives_nothing_to_guess_with()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldClasses.AddRange([FieldClass.Personal, FieldClass.Sensitive])));
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        var sent = await Hub.SignedAsync(shared.Provider, signer, Records.Seller("s-1"), Records.Seller("s-2"));

        var view = (await shared.Recipient.PullAsync()).View("s-2");

        var check = view.VerifyContributor(signer.Key).OrThrow();
        (check.IsWhole, check.Batch.Count).ShouldBe((false, 2));
        view.ContributorProof.Leaf.ToByteArray().ShouldBe(BatchLeaf.Of(sent.Signature.Nonces[1].Span, sent.Records[1].Span).ToArray());
        foreach (var nonce in sent.Signature.Nonces)
            view.ToByteArray().AsSpan().IndexOf(nonce.Span).ShouldBe(-1);
    }

    [Fact]
    public async Task A_record_without_what_the_grant_withholds_comes_without_its_nonce_all_the_same()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldFields.Add("seller_account.bank_accounts")));
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        var sent = await Hub.SignedAsync(shared.Provider, signer, Records.Seller("s-1"));

        var view = (await shared.Recipient.PullAsync()).View("s-1");

        view.Record.ShouldBe(sent.Records[0], "it has no bank account, so nothing is missing");
        view.ContributorProof.OpeningCase.ShouldBe(ContributorProof.OpeningOneofCase.Leaf, "the nonce would say that it has none");
    }

    [Fact]
    public async Task A_view_that_lost_a_link_comes_without_its_nonce()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        await Hub.SignedAsync(shared.Provider, signer, Records.Listing("l-1", 1, Tlp.Amber, Records.LinkTo(RecordKind.SellerAccount, "s-never")));

        var view = (await shared.Recipient.PullAsync()).View("l-1");

        view.ContributorProof.OpeningCase.ShouldBe(ContributorProof.OpeningOneofCase.Leaf);
        view.VerifyContributor(signer.Key).OrThrow().IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_key_signed_stays_verifiable_once_it_is_revoked_and_what_is_not_signed_has_no_proof()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        await Hub.SignedAsync(shared.Provider, signer, Records.Listing("l-1"));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2"));
        await Hub.RevokeAsync(shared.Provider, signer);

        var pulled = await shared.Recipient.PullAsync();

        pulled.View("l-1").VerifyContributor(signer.Key).OrThrow().IsWhole.ShouldBeTrue();
        pulled.View("l-2").ContributorProof.ShouldBeNull();
    }

    [Fact]
    public async Task A_duplicate_keeps_what_was_kept_first_and_a_revision_has_its_own()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        var first = await Hub.SignedAsync(shared.Provider, signer, Records.Listing("l-1"));
        await shared.Provider.SubmitMessagesAsync(Signing.Message(signer, Records.Listing("l-1")));
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2"));
        (await shared.Provider.SubmitMessagesAsync(Signing.Message(signer, Records.Listing("l-2")))).At(0).Outcome.ShouldBe(SubmitOutcome.Duplicate);

        var pulled = await shared.Recipient.PullAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", 2));
        var revised = (await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-1")).View;

        pulled.View("l-1").ContributorProof.Nonce.ShouldBe(first.Signature.Nonces[0]);
        pulled.View("l-2").ContributorProof.ShouldBeNull("it was kept without a signature first");
        (revised.Name.Revision, revised.ContributorProof).ShouldBe((2u, null));
    }

    [Fact]
    public async Task After_an_expunge_nothing_of_the_signature_can_be_had()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var signer = await Hub.SigningKeyAsync(shared.Provider);
        var sent = await Hub.SignedAsync(shared.Provider, signer, Records.Listing("l-1"), Records.Listing("l-2"));
        var before = (await shared.Recipient.PullAsync()).View("l-2");
        var second = await Given.SecondClientAsync(shared.Provider);

        var name = new RecordName { Kind = RecordKind.Listing, Id = "l-1", Contributor = shared.Provider.Id };
        var asked = await shared.Provider.Hub.Retention.RequestExpungeAsync(new RequestExpungeRequest { Name = name, LegalBasis = LegalBasis.RightToErasure, BasisText = "GDPR Art. 17" });
        var expunged = await second.Hub.Retention.ConfirmExpungeAsync(new ConfirmExpungeRequest { RequestId = asked.Request.Id });
        await Hub.SequencedAsync([expunged.EventId]);

        (await Hub.CountAsync("select count(*) from keys.stream_key where stream = $1 and from_version = 1 and num_nonnulls(key, reference) > 0", $"record/{shared.Provider.Id}/listing/l-1")).ShouldBe(0);
        (await DatabaseScan.FindAsync(Hub.Database, sent.Signature.Nonces[0].ToByteArray())).ShouldBeEmpty();
        var pulled = await shared.Recipient.PullAsync();
        pulled.Ids.ShouldBe(["l-2"]);
        pulled.View("l-2").ContributorProof.ShouldBe(before.ContributorProof, "the batch's other record keeps its own");
        (await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-1")).View.ShouldBeNull();
    }
}
