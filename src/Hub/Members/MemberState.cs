using Google.Protobuf.WellKnownTypes;
using JasperFx.Events;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Members;

/// <summary>A member, folded from its stream <c>member/id</c>.</summary>
public sealed class MemberState
{
    /// <summary>The stream's key.</summary>
    public string Id { get; set; } = "";

    /// <summary>The stream's version: every change counts one.</summary>
    public long Version { get; set; }

    public string MemberId { get; set; } = "";

    public MemberRole Role { get; set; }

    public string DisplayName { get; set; } = "";

    public string Mandate { get; set; } = "";

    public bool Suspended { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    public Dictionary<(string Issuer, string ClientId), ClientState> Clients { get; } = [];

    /// <summary>Keys that sign for the member's records, as verifier keys, and whether each is revoked.</summary>
    public Dictionary<string, bool> SigningKeys { get; } = [];

    /// <summary>How this hub exchanges with it; null for all but peer hubs.</summary>
    public PeerState? Peer { get; set; }

    public void Apply(IEvent<MemberRegistered> registered)
    {
        (MemberId, Role) = (registered.Data.Id, registered.Data.Role);
        (DisplayName, Mandate) = (registered.Data.DisplayName, registered.Data.Mandate);
        RegisteredAt = registered.Timestamp;
    }

    public void Apply(MemberSuspended _) => Suspended = true;

    public void Apply(MemberReinstated _)
    {
        Suspended = false;
        if (Peer is not null)
        {
            Peer.Refused = null;
        }
    }

    public void Apply(PeerAdded added) => Peer = new PeerState(added.Address, added.CertificateAuthority) { LogKeys = { [added.LogKey] = false } };

    public void Apply(PeerLogKeyAdded added) => Peer!.LogKeys[added.LogKey] = false;

    public void Apply(PeerLogKeyRevoked revoked) => Peer!.LogKeys[revoked.LogKey] = true;

    public void Apply(PeerWitnessKeyAdded added) => Peer!.WitnessKeys[added.WitnessKey] = false;

    public void Apply(PeerWitnessKeyRevoked revoked) => Peer!.WitnessKeys[revoked.WitnessKey] = true;

    public void Apply(PeerRefused refused) => Peer!.Refused = refused.Reason;

    public void Apply(PeerEnded ended) => Peer!.Ended = ended.Reason;

    public void Apply(ClientAdded added) => Clients[(added.Issuer, added.ClientId)] = new ClientState(added.CertificateSha256, Revoked: false);

    public void Apply(ClientRevoked revoked)
    {
        var key = (revoked.Issuer, revoked.ClientId);
        Clients[key] = Clients[key] with { Revoked = true };
    }

    public void Apply(SigningKeyAdded added) => SigningKeys[added.VerifierKey] = false;

    public void Apply(SigningKeyRevoked revoked) => SigningKeys[revoked.VerifierKey] = true;

    /// <summary>The signing key that signature lines name so, revoked or not.</summary>
    internal (VerifierKey Key, bool Revoked)? FindSigningKey(string name, KeyId id)
    {
        foreach (var (text, revoked) in SigningKeys)
        {
            if (VerifierKey.Parse(text).OrThrow() is var key && key.Name == name && key.Id == id)
            {
                return (key, revoked);
            }
        }

        return null;
    }

    internal Member ToContract(bool withClients)
    {
        var member = new Member
        {
            Id = MemberId,
            Role = Role,
            DisplayName = DisplayName,
            Mandate = Mandate,
            Suspended = Suspended,
            RegisteredAt = RegisteredAt.ToTimestamp(),
        };
        if (withClients)
        {
            member.Clients.AddRange(Clients.OrderBy(c => c.Key.ClientId, StringComparer.Ordinal).Select(c => new Client
            {
                Issuer = c.Key.Issuer,
                ClientId = c.Key.ClientId,
                CertificateSha256 = c.Value.CertificateSha256,
                Revoked = c.Value.Revoked,
            }));
            member.SigningKeys.AddRange(
                SigningKeys.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new SigningKey { VerifierKey = k.Key, Revoked = k.Value }));
        }

        return member;
    }
}

/// <summary>A client's binding: SHA-256 of its certificate's DER in lower-case hex, and whether it still acts.</summary>
public sealed record ClientState(string CertificateSha256, bool Revoked);
