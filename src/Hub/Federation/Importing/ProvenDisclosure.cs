using Google.Protobuf;
using SharingHub.V1;
using SharingHub.Verification.Receipts;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>A disclosure of a peer, as its ledger shows it.</summary>
internal sealed record ProvenDisclosure(string Id, Disclosed Body, OriginReceipt Receipt)
{
    private const string Type = "disclosure.v1";

    /// <param name="id">What the page calls it.</param>
    /// <param name="receipt">Verified.</param>
    public static ProvenDisclosure Of(string id, EventReceipt receipt)
    {
        if (receipt.Envelope.Type != Type || receipt.Envelope.Stream != $"disclosure/{id}" || receipt.Body is not { } body)
        {
            throw new PeerRefusedException($"It sent a page under disclosure {id}, and its ledger shows another event there, or not the whole of it.");
        }

        try
        {
            return new ProvenDisclosure(id, Disclosed.Parser.ParseFrom(body.Span), new OriginReceipt
            {
                Proof = receipt.Proof.ToString(),
                Envelope = System.Text.Encoding.ASCII.GetString(receipt.Envelope.ToBytes()),
                Salt = ByteString.CopyFrom(receipt.Salt.Span),
            });
        }
        catch (InvalidProtocolBufferException)
        {
            throw new PeerRefusedException($"Disclosure {id} cannot be read.");
        }
    }
}
