using SharingHub.Federation.V1;
using SharingHub.Hub.Members;
using SharingHub.V1;
using Decision = (System.Collections.Generic.IReadOnlyList<Google.Protobuf.IMessage> Events, SharingHub.Hub.Foundation.Refusal? Refusal);

namespace SharingHub.Hub.Federation;

/// <summary>What may happen to a peer hub. Pure: state and command in, events or refusal out; no event when nothing would change.</summary>
internal static class PeerDecisions
{
    /// <summary>Adding the same again is no change; keys that were added since make no difference.</summary>
    public static Decision Add(MemberState? state, AddRequest command)
    {
        if (state is null)
        {
            return ([
                new MemberRegistered { Id = command.Id, Role = MemberRole.PeerHub, DisplayName = command.DisplayName },
                new PeerAdded { Address = command.Address, CertificateAuthority = command.CertificateAuthority, LogKey = command.LogKey },
                .. command.WitnessKey.Length == 0 ? [] : new[] { new PeerWitnessKeyAdded { WitnessKey = command.WitnessKey } },
            ], null);
        }

        var same = state.Peer is { Ended: null } peer && state.DisplayName == command.DisplayName && peer.Address == command.Address
            && peer.CertificateAuthority == command.CertificateAuthority && peer.LogKeys.GetValueOrDefault(command.LogKey, true) is false
            && (command.WitnessKey.Length == 0 || peer.WitnessKeys.GetValueOrDefault(command.WitnessKey, true) is false);
        return ([], same ? null : FederationRefusals.AddedOtherwise);
    }

    /// <summary>Its member is suspended with it, so that nothing goes to it any more.</summary>
    public static Decision End(MemberState? state, string reason) => state switch
    {
        not { Peer: not null } => ([], FederationRefusals.NoSuchPeer),
        { Peer.Ended: not null } => ([], null),
        { Suspended: true } => ([new PeerEnded { Reason = reason }], null),
        _ => ([new PeerEnded { Reason = reason }, new MemberSuspended { Reason = reason }], null),
    };

    /// <summary>All keys of a log have its name, and a revoked key does not come back.</summary>
    public static Decision AddLogKey(MemberState? state, string key) =>
        state?.Peer is not { } peer ? ([], FederationRefusals.NoSuchPeer)
        : peer.LogKeys.TryGetValue(key, out var revoked) ? ([], revoked ? FederationRefusals.LogKeyRevoked : null)
        : NameOf(peer.LogKeys.Keys.First()) is var name && NameOf(key) != name ? ([], FederationRefusals.LogKeyOfAnotherLog(name))
        : ([new PeerLogKeyAdded { LogKey = key }], null);

    public static Decision RevokeLogKey(MemberState? state, string key) =>
        state?.Peer is not { } peer ? ([], FederationRefusals.NoSuchPeer)
        : !peer.LogKeys.TryGetValue(key, out var revoked) ? ([], FederationRefusals.NoSuchLogKey)
        : ([.. revoked ? [] : new[] { new PeerLogKeyRevoked { LogKey = key } }], null);

    /// <summary>A revoked key does not come back.</summary>
    public static Decision AddWitnessKey(MemberState? state, string key) =>
        state?.Peer is not { } peer ? ([], FederationRefusals.NoSuchPeer)
        : peer.WitnessKeys.TryGetValue(key, out var revoked) ? ([], revoked ? FederationRefusals.WitnessKeyRevoked : null)
        : ([new PeerWitnessKeyAdded { WitnessKey = key }], null);

    public static Decision RevokeWitnessKey(MemberState? state, string key) =>
        state?.Peer is not { } peer ? ([], FederationRefusals.NoSuchPeer)
        : !peer.WitnessKeys.TryGetValue(key, out var revoked) ? ([], FederationRefusals.NoSuchWitnessKey)
        : ([.. revoked ? [] : new[] { new PeerWitnessKeyRevoked { WitnessKey = key } }], null);

    /// <summary>What it sent does not check. The first reason stays until the operator reinstates it.</summary>
    public static Decision Refuse(MemberState? state, string reason) =>
        state?.Peer is { Refused: null, Ended: null } ? ([new PeerRefused { Reason = reason }], null) : ([], null);

    private static string NameOf(string key) => key[..key.IndexOf('+', StringComparison.Ordinal)];
}
