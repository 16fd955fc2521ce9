using System.Collections.Frozen;
using JasperFx.Events;
using Marten;
using SharingHub.V1;

namespace SharingHub.Hub.History;

/// <summary>Every event type: its name in history, and the class that carries its body.</summary>
internal static class EventTypes
{
    public const string RecordSubmitted = "record.submitted.v1";
    public const string RecordRevised = "record.revised.v1";
    public const string RecordRetracted = "record.retracted.v1";
    public const string RecordExpunged = "record.expunged.v1";
    public const string ExpungeRequested = "retention.expunge_requested.v1";
    public const string ExpungeWithdrawn = "retention.expunge_withdrawn.v1";
    public const string ExpungeConfirmed = "retention.expunge_confirmed.v1";
    public const string HoldPlaced = "retention.hold_placed.v1";
    public const string HoldReleased = "retention.hold_released.v1";
    public const string Disclosed = "disclosure.v1";
    public const string Used = "disclosure.used.v1";
    public const string LinkRejected = "correlation.link_rejected.v1";
    public const string LinkRestored = "correlation.link_restored.v1";
    public const string DisclosureAcknowledged = "disclosure.acknowledged.v1";
    public const string PassedOn = "disclosure.onward.v1";
    public const string DisclosureDenied = "disclosure.denied.v1";
    public const string LogKeySucceeded = "ledger.key.v1";

    public static readonly IReadOnlyList<EventType> All =
    [
        EventType.Of<RecordSubmittedBody>(RecordSubmitted),
        EventType.Of<RecordRevisedBody>(RecordRevised),
        EventType.Of<RecordRetractedBody>(RecordRetracted),
        EventType.Of<RecordExpungedBody>(RecordExpunged),
        EventType.Of<ExpungeRequestedBody>(ExpungeRequested),
        EventType.Of<ExpungeWithdrawnBody>(ExpungeWithdrawn),
        EventType.Of<ExpungeConfirmedBody>(ExpungeConfirmed),
        EventType.Of<HoldPlacedBody>(HoldPlaced),
        EventType.Of<HoldReleasedBody>(HoldReleased),
        EventType.Of<MemberRegistered>("member.registered.v1"),
        EventType.Of<MemberSuspended>("member.suspended.v1"),
        EventType.Of<MemberReinstated>("member.reinstated.v1"),
        EventType.Of<ClientAdded>("member.client_added.v1"),
        EventType.Of<ClientRevoked>("member.client_revoked.v1"),
        EventType.Of<SigningKeyAdded>("member.signing_key_added.v1"),
        EventType.Of<SigningKeyRevoked>("member.signing_key_revoked.v1"),
        EventType.Of<PeerAdded>("member.peer_added.v1"),
        EventType.Of<PeerLogKeyAdded>("member.peer_log_key_added.v1"),
        EventType.Of<PeerLogKeyRevoked>("member.peer_log_key_revoked.v1"),
        EventType.Of<PeerWitnessKeyAdded>("member.peer_witness_key_added.v1"),
        EventType.Of<PeerWitnessKeyRevoked>("member.peer_witness_key_revoked.v1"),
        EventType.Of<PeerRefused>("member.peer_refused.v1"),
        EventType.Of<PeerEnded>("member.peer_ended.v1"),
        EventType.Of<AgreementProposed>("agreement.proposed.v1"),
        EventType.Of<AgreementCountersigned>("agreement.countersigned.v1"),
        EventType.Of<AgreementCameIntoForce>("agreement.in_force.v1"),
        EventType.Of<AgreementAmended>("agreement.amended.v1"),
        EventType.Of<AgreementSuspended>("agreement.suspended.v1"),
        EventType.Of<AgreementResumed>("agreement.resumed.v1"),
        EventType.Of<AgreementTerminated>("agreement.terminated.v1"),
        EventType.Of<AgreementExpired>("agreement.expired.v1"),
        EventType.Of<Disclosed>(Disclosed),
        EventType.Of<Used>(Used),
        EventType.Of<LinkRejected>(LinkRejected),
        EventType.Of<LinkRestored>(LinkRestored),
        EventType.Of<DisclosureAcknowledged>(DisclosureAcknowledged),
        EventType.Of<PassedOn>(PassedOn),
        EventType.Of<DisclosureDenied>(DisclosureDenied),
        EventType.Of<LogKeySucceeded>(LogKeySucceeded),
    ];

    private static readonly FrozenDictionary<string, string> DotNetNames =
        All.ToFrozenDictionary(t => t.Name, t => $"{t.Body.FullName}, {t.Body.Assembly.GetName().Name}");

    /// <summary>What Marten keeps in <c>mt_dotnet_type</c>.</summary>
    public static string DotNetNameOf(string name) => DotNetNames[name];

    /// <summary>Whether the body says what a record says. That it was expunged, and why, says nothing of it.</summary>
    public static bool IsRecord(string name) => name.StartsWith("record.", StringComparison.Ordinal) && name != RecordExpunged;
}

/// <summary>One event type, and how Marten is told of it.</summary>
internal sealed record EventType(string Name, Type Body, Action<StoreOptions, IEventBinarySerializer> Register)
{
    public static EventType Of<T>(string name)
        where T : class => new(name, typeof(T), (options, serializer) =>
        {
            options.Events.AddEventType<T>();
            options.Events.MapEventType<T>(name);
            options.Events.UseBinarySerializer<T>(serializer);
        });
}
