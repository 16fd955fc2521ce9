using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using SharingHub.Archives.Tests.Given;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Proofs;

namespace SharingHub.Archives.Tests;

/// <summary>What a peer hub reported is held to the receipts of its ledger.</summary>
public sealed class OnwardTests
{
    private const string Disclosure = "11111111-1111-1111-1111-111111111111";

    private static readonly NoteSigner Peer = NoteSigner.Generate("eu.example/ledger", SignatureType.Ed25519);

    [Fact]
    public void A_report_that_the_peers_ledger_shows_is_no_finding()
    {
        var history = WithPeer();
        Report(history, Receipt(Peer));
        history.Archive().Verify().Findings.ShouldBeEmpty();
    }

    public static TheoryData<string, Action<PassedOn>> Changes { get; } = new()
    {
        { "of another hub", one => one.Hub = "de" },
        { "without a receipt", one => one.Receipt = null },
        { "without the body", one => one.Receipt.ClearBody() },
        { "with another body", one => one.Receipt.Body = new Disclosed { Recipient = "police" }.ToByteString() },
        { "with another salt", one => one.Receipt.Salt = ByteString.CopyFrom(new byte[32]) },
        { "with half a salt", one => one.Receipt.Salt = ByteString.CopyFrom(new byte[16]) },
        { "of another event", one => one.Receipt = Receipt(Peer, "22222222-2222-2222-2222-222222222222") },
        { "signed by another", one => one.Receipt = Receipt(NoteSigner.Generate("eu.example/ledger", SignatureType.Ed25519)) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void One_that_it_does_not_show_is_a_finding(string what, Action<PassedOn> change)
    {
        var history = WithPeer();
        var wrong = Report(history, Receipt(Peer), change);
        history.Archive().Verify().Findings.ShouldContain(f => f.Index == wrong, what);
    }

    [Fact]
    public void A_revoked_key_shows_nothing()
    {
        var history = WithPeer();
        history.Add("member.peer_log_key_revoked.v1", "member/eu", "operator", new PeerLogKeyRevoked { LogKey = Peer.Key.ToString() });
        var wrong = Report(history, Receipt(Peer));
        history.Archive().Verify().Findings.Single().ShouldSatisfyAllConditions(f => f.Index.ShouldBe(wrong), f => f.Sentence.ShouldContain("No key"));
    }

    private static GivenHistory WithPeer()
    {
        var history = Operation.InForce();
        history.Add("member.registered.v1", "member/eu", "operator", new MemberRegistered { Id = "eu", Role = MemberRole.PeerHub, DisplayName = "EU" });
        history.Add("member.peer_added.v1", "member/eu", "operator", new PeerAdded { Address = "https://eu.example", LogKey = Peer.Key.ToString() });
        return history;
    }

    private static long Report(GivenHistory history, GetReceiptResponse receipt, Action<PassedOn>? change = null)
    {
        var passedOn = new PassedOn { Hub = "eu", Contributor = Operation.Provider, Receipt = receipt };
        change?.Invoke(passedOn);
        return history.Add("disclosure.onward.v1", $"onward/eu/{Disclosure}", "eu", passedOn);
    }

    /// <summary>Of the one event of a ledger.</summary>
    private static GetReceiptResponse Receipt(NoteSigner signer, string disclosure = Disclosure)
    {
        var (id, key, body) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(EventSalts.KeySize), new Disclosed { Recipient = "customs" }.ToByteArray());
        var (salt, bodySalt) = (EventSalts.Salt(key, id), EventSalts.BodySalt(key, id));
        var envelope = new EventEnvelope(
            id, "customs", $"disclosure/{disclosure}", 1, "disclosure.v1", GivenHistory.RecordedAt(9), "client:customs/one", null, EventBody.Of("application/x-protobuf", body, bodySalt)).ToBytes();
        var text = new Checkpoint(signer.Key.Name, 1, new MerkleTree([Commitment.To(salt, envelope).ToLeaf()]).Root()).ToText();
        return new GetReceiptResponse
        {
            LogKey = signer.Key.ToString(),
            Proof = new TlogProof(0, [], SignedNote.Create(text, [signer.Sign(text, 0)]).OrThrow()).ToString(),
            Envelope = Encoding.ASCII.GetString(envelope),
            Salt = ByteString.CopyFrom(salt),
            BodySalt = ByteString.CopyFrom(bodySalt),
            Body = ByteString.CopyFrom(body),
        };
    }
}
