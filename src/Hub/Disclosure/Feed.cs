using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Which agreements feed an open stream, and what happened to those that do no longer.</summary>
internal sealed class Feed(string recipient, RecordQuery query)
{
    private HashSet<Guid> _feeding = [];
    private Sharing? _asked;

    public bool Feeds => _feeding.Count > 0;

    /// <summary>The agreements that fed the stream when last asked and do no longer, each with what happened.</summary>
    public IReadOnlyList<AgreementNotice> Lost(Sharing sharing)
    {
        if (_asked is not null && sharing.IsAs(_asked, recipient, query.Purpose))
            return [];
        _asked = sharing;
        var now = sharing.Feeding(recipient, query).Select(offer => offer.Grant.AgreementId).ToHashSet();
        var lost = _feeding.Except(now).Order().Select(id => new AgreementNotice { AgreementId = id.ToString("D"), Change = WhatHappened(sharing, id) }).ToList();
        _feeding = now;
        return lost;
    }

    /// <summary>The next instant at which a window of the recipient's agreements begins or ends.</summary>
    public DateTimeOffset? NextChange(Sharing sharing) => sharing.EntitlementOf(recipient, query.Purpose).NextChange(sharing.Now);

    private string WhatHappened(Sharing sharing, Guid id)
    {
        var agreement = sharing.Agreements.Find(id)!;
        if (agreement.WhyNotInForce(sharing.Now) is { } why)
            return why;
        if (!sharing.Members.IsActive(agreement.Terms.Provider))
            return "its provider is suspended";
        var grants = sharing.EntitlementOf(recipient, query.Purpose).Grants.Any(grant => grant.AgreementId == id && grant.Grant.Kinds.Any(Asked));
        return grants ? "what it grants is prohibited" : $"revision {agreement.Revision} does not grant it";
    }

    private bool Asked(RecordKind kind) => query.Kinds.Count == 0 || query.Kinds.Contains(kind);
}
