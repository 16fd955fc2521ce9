using Google.Protobuf;
using SharingHub.Hub.Foundation;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Members;

/// <summary>What may happen to a member. Pure: state and command in, event or refusal out; no event when nothing would change.</summary>
internal static class MemberDecisions
{
    public static (IMessage? Event, Refusal? Refusal) Register(MemberState? state, RegisterRequest command)
    {
        if (state is null)
        {
            return (new MemberRegistered { Id = command.Id, Role = command.Role, DisplayName = command.DisplayName, Mandate = command.Mandate }, null);
        }

        var same = state.Role == command.Role && state.DisplayName == command.DisplayName && state.Mandate == command.Mandate;
        return (null, same ? null : MemberRefusals.AlreadyRegistered);
    }

    public static (IMessage? Event, Refusal? Refusal) Suspend(MemberState? state, SuspendRequest command) => state switch
    {
        null => (null, MemberRefusals.NoSuchMember),
        { Suspended: true } => (null, null),
        _ => (new MemberSuspended { Reason = command.Reason }, null),
    };

    public static (IMessage? Event, Refusal? Refusal) Reinstate(MemberState? state, ReinstateRequest command) => state switch
    {
        null => (null, MemberRefusals.NoSuchMember),
        { Peer.Ended: not null } => (null, MemberRefusals.PeerEnded),
        { Suspended: false, Peer: null or { Refused: null } } => (null, null),
        _ => (new MemberReinstated { Reason = command.Reason }, null),
    };

    /// <param name="boundTo">The member that this client of this issuer already acts for, if any.</param>
    public static (IMessage? Event, Refusal? Refusal) AddClient(MemberState? state, string? boundTo, ClientAdded command)
    {
        if (state is null)
        {
            return (null, MemberRefusals.NoSuchMember);
        }

        if (boundTo is not null && boundTo != state.MemberId)
        {
            return (null, MemberRefusals.ClientBoundElsewhere);
        }

        var held = state.Clients.GetValueOrDefault((command.Issuer, command.ClientId));
        return held == new ClientState(command.CertificateSha256, Revoked: false) ? (null, null) : (command, null);
    }

    public static (IMessage? Event, Refusal? Refusal) RevokeClient(MemberState? state, ClientRevoked command) =>
        state?.Clients.GetValueOrDefault((command.Issuer, command.ClientId)) switch
        {
            null => (null, MemberRefusals.NoSuchClient),
            { Revoked: true } => (null, null),
            _ => (command, null),
        };

    /// <summary>A revoked key does not come back: whoever has it may have signed with it since.</summary>
    public static (IMessage? Event, Refusal? Refusal) AddSigningKey(MemberState? state, VerifierKey key)
    {
        if (state is null)
        {
            return (null, MemberRefusals.NoSuchMember);
        }

        var added = new SigningKeyAdded { VerifierKey = key.ToString() };
        return state.SigningKeys.TryGetValue(added.VerifierKey, out var revoked) ? (null, revoked ? MemberRefusals.SigningKeyRevoked : null)
            : state.FindSigningKey(key.Name, key.Id) is not null ? (null, MemberRefusals.SigningKeyNamedAlike)
            : (added, null);
    }

    public static (IMessage? Event, Refusal? Refusal) RevokeSigningKey(MemberState? state, SigningKeyRevoked command) =>
        state is null || !state.SigningKeys.TryGetValue(command.VerifierKey, out var revoked) ? (null, MemberRefusals.NoSuchSigningKey)
            : revoked ? (null, null)
            : (command, null);
}
