using System.Text;
using SharingHub.Sdk;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>That its contributor signed for a record, as a peer sent it. Pure.</summary>
internal static class ForeignProof
{
    /// <summary>Bytes, as at intake: what is kept with every record is not for the peer to make long.</summary>
    private const int LongestNote = 512;

    /// <summary>
    /// What is kept of it: with the nonce also the bytes that were signed for, because the record changes here. It was checked against the key that the peer names: whether that is
    /// the contributor's, those who get it have to know from the contributor.
    /// </summary>
    /// <returns>Null where the contributor did not sign.</returns>
    /// <exception cref="PeerRefusedException">It does not hold.</exception>
    public static ContributorProof? Of(RecordView view, ActName what)
    {
        if (view.ContributorProof is not { } sent)
        {
            return null;
        }

        var key = VerifierKey.Parse(sent.VerifierKey);
        var problem = !key.Ok ? $"It names no key. {key.Problem.Sentence}"
            : Encoding.UTF8.GetByteCount(sent.Note) > LongestNote ? $"Its note has more than {LongestNote} bytes."
            : !sent.Record.IsEmpty ? "It brings other bytes than the record's."
            : view.VerifyContributor(key.Value).Problem?.Sentence;
        if (problem is not null)
        {
            throw new PeerRefusedException($"{what}: what shows that its contributor signed for it does not hold. {problem}");
        }

        var kept = sent.Clone();
        if (kept.OpeningCase == ContributorProof.OpeningOneofCase.Nonce)
        {
            kept.Record = view.Record;
        }

        return kept;
    }
}
