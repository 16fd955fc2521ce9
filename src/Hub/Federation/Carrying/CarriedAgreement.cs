using System.Security.Cryptography;
using System.Text;
using SharingHub.Hub.Agreements;

namespace SharingHub.Hub.Federation.Carrying;

/// <summary>What makes an agreement one that carries a peer's terms.</summary>
internal static class CarriedAgreement
{
    /// <summary>
    /// Follows from what it carries, so that proposing it twice proposes it once. Each revision of the origin's that has to be proposed anew has an id of its own.
    /// </summary>
    public static Guid IdOf(string peer, string originAgreement, uint originRevision, string member)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"sharinghub carried agreement\n{peer}\n{originAgreement}@{originRevision}\n{member}"));
        // RFC 9562 version 8: a UUID of one's own making.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Whether it carries terms of this peer, whatever became of it.</summary>
    public static bool IsOf(AgreementState state, string peer) =>
        state.Revisions[0].Terms is var terms && PeerNames.IsOf(peer, terms.Provider) && terms.Grants.Count > 0 && terms.Grants[0].Origin is not null;

    /// <summary>The agreement of the peer that it carries.</summary>
    public static string OriginOf(AgreementState state) => state.Revisions[0].Terms.Grants[0].Origin.AgreementId;

    public static bool IsOver(AgreementState state) => state.TerminatedAt is not null || state.Expired;
}
