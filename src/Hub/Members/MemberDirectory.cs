using System.Collections.Frozen;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Members;

/// <summary>All members as they are in one generation of the rules. Immutable.</summary>
internal sealed class MemberDirectory
{
    private readonly FrozenDictionary<string, MemberState> _byId;
    private readonly FrozenDictionary<(string Issuer, string ClientId), MemberState> _byClient;

    public MemberDirectory(IEnumerable<MemberState> members)
    {
        _byId = members.ToFrozenDictionary(m => m.MemberId);
        _byClient = _byId.Values.SelectMany(m => m.Clients.Keys.Select(c => (c, m))).ToFrozenDictionary(p => p.c, p => p.m);
    }

    public IEnumerable<MemberState> All => _byId.Values;

    public MemberState? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whose standing counts for this member: of another hub's that hub's, which is a member here.</summary>
    public MemberState? AnsweringFor(string id) => Find(MemberId.AnsweredBy(id));

    public bool IsActive(string id) => AnsweringFor(id) is { Suspended: false };

    public bool IsPeerHub(string id) => Find(id) is { Role: MemberRole.PeerHub };

    /// <summary>The member that a client acts for, revoked or not.</summary>
    public string? BoundTo(string issuer, string clientId) => _byClient.GetValueOrDefault((issuer, clientId))?.MemberId;

    /// <summary>The active member that this client acts for with this certificate, or why there is none.</summary>
    public (MemberState? Member, Refusal? Refusal) Resolve(string issuer, string clientId, string certificateSha256)
    {
        var member = _byClient.GetValueOrDefault((issuer, clientId));
        if (member is null || member.Clients[(issuer, clientId)] != new ClientState(certificateSha256, Revoked: false))
        {
            return (null, MemberRefusals.ClientUnknown);
        }

        return member.Suspended ? (null, MemberRefusals.MemberSuspended) : (member, null);
    }
}
