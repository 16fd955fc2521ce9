using Google.Protobuf;
using SharingHub.Archives.Folding;
using SharingHub.V1;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Receipts;

namespace SharingHub.Archives.Checks;

/// <summary>
/// Holds what peer hubs reported to the receipts of their ledgers, by the keys that stood at its place in the log. What is in those ledgers besides is for their own archives to show.
/// </summary>
internal sealed class OnwardChecks(PeersFold peers, ArchiveFindings findings)
{
    public const string Type = "disclosure.onward.v1";

    public void Check(long index, EventEnvelope envelope, byte[] body)
    {
        PassedOn passedOn;
        try
        {
            passedOn = PassedOn.Parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException)
        {
            findings.Add(index, $"The body is no message of {Type}.");
            return;
        }

        if (envelope.Member != passedOn.Hub)
            findings.Add(index, $"The envelope is of {envelope.Member}, and the report of {passedOn.Hub}.");
        if (passedOn.Receipt is not { HasBody: true, HasBodySalt: true } answer)
        {
            findings.Add(index, "It holds no receipt of the peer hub's event with its body.");
            return;
        }

        var receipt = EventReceipt.Read(answer.LogKey, answer.Proof, answer.Envelope, answer.Salt.Memory, answer.BodySalt.Memory, answer.Body.Memory);
        if (!receipt.Ok)
        {
            findings.Add(index, $"The peer hub's receipt cannot be read: {receipt.Problem}");
            return;
        }

        var keys = peers.KeysOf(passedOn.Hub);
        if (keys.Count == 0)
            findings.Add(index, $"No key of the ledger of {passedOn.Hub} was known.");
        else if (receipt.Value.Verify(new LogPolicy(keys[0].Name, keys)) is { Ok: false, Problem: var problem })
            findings.Add(index, $"The peer hub's receipt does not hold: {problem}");
        if (envelope.Stream != $"onward/{passedOn.Hub}/{receipt.Value.Envelope.Stream.Split('/')[^1]}")
            findings.Add(index, $"The stream is {envelope.Stream}, and the peer hub's event is of {receipt.Value.Envelope.Stream}.");
    }
}
