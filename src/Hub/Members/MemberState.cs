using Google.Protobuf.WellKnownTypes;
using JasperFx.Events;
using SharingHub.V1;

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

    public void Apply(IEvent<MemberRegistered> registered)
    {
        (MemberId, Role) = (registered.Data.Id, registered.Data.Role);
        (DisplayName, Mandate) = (registered.Data.DisplayName, registered.Data.Mandate);
        RegisteredAt = registered.Timestamp;
    }

    public void Apply(MemberSuspended _) => Suspended = true;

    public void Apply(MemberReinstated _) => Suspended = false;

    public void Apply(ClientAdded added) => Clients[(added.Issuer, added.ClientId)] = new ClientState(added.CertificateSha256, Revoked: false);

    public void Apply(ClientRevoked revoked)
    {
        var key = (revoked.Issuer, revoked.ClientId);
        Clients[key] = Clients[key] with { Revoked = true };
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
        }

        return member;
    }
}

/// <summary>A client's binding: SHA-256 of its certificate's DER in lower-case hex, and whether it still acts.</summary>
public sealed record ClientState(string CertificateSha256, bool Revoked);
