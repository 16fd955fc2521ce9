using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>When an agreement acts: from its start, until just before its end; null means no end.</summary>
internal readonly record struct ValidityWindow(DateTimeOffset Start, DateTimeOffset? End)
{
    public bool IsEmpty => End <= Start;

    /// <summary>A time that does not exist limits nothing. The agreement grants nothing then anyway; what it prohibits must not end by it.</summary>
    public static ValidityWindow Of(AgreementInForce agreement) => new(
        Existing(agreement.Terms.ValidFrom) is { } from && from > agreement.InForceSince ? from : agreement.InForceSince,
        Existing(agreement.Terms.ValidUntil));

    public bool Contains(DateTimeOffset now) => Start <= now && (End is not { } end || now < end);

    private static DateTimeOffset? Existing(Timestamp? time) => time is not null && Instants.Exists(time) ? Instants.Ceiling(time) : null;
}
