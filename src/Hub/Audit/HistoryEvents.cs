using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.V1;
using SharingHub.Verification.Events;

namespace SharingHub.Hub.Audit;

/// <summary>What an auditor is shown of an event: the envelope, and its body unless that is for grants to open.</summary>
internal static class HistoryEvents
{
    /// <param name="withOpening">Also what shows it in the log. The envelope's text is made where the tree's is.</param>
    public static HistoryEvent ToContract(SequencedEvent one, bool withOpening)
    {
        var contract = new HistoryEvent
        {
            Index = (ulong)one.Index,
            SequencedAt = one.SequencedAt.ToTimestamp(),
            Id = one.Id.ToString("D"),
            Member = one.Member,
            Stream = one.Stream,
            Version = (ulong)one.Version,
            Type = one.Type,
            Recorded = one.Recorded.ToTimestamp(),
            Actor = one.Actor,
            Agreement = one.Agreement ?? "",
            MediaType = Envelopes.MediaType,
            BodyLength = (ulong)one.BodyLength,
        };
        // What records say is for grants to open, not for a mandate. A body that does not open is left out: an archive's verifier says so, with its index.
        var opens = one.Opened.Access == BodyAccess.Open;
        var withBody = opens && !EventTypes.IsRecord(one.Type);
        if (withBody)
        {
            contract.Body = UnsafeByteOperations.UnsafeWrap(one.Body);
        }

        if (withOpening && opens && one.Opened.Key is { } key)
        {
            contract.Envelope = Encoding.ASCII.GetString(Envelopes.Of(one, key).ToBytes());
            contract.Salt = UnsafeByteOperations.UnsafeWrap(EventSalts.Salt(key, one.Id));
            if (withBody)
            {
                contract.BodySalt = UnsafeByteOperations.UnsafeWrap(EventSalts.BodySalt(key, one.Id));
            }
        }

        return contract;
    }
}
