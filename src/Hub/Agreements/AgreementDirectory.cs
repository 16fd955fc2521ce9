using System.Collections.Concurrent;
using System.Collections.Frozen;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>All agreements as they are in one generation of the rules, and what they entitle whom to. Immutable; compiles when asked.</summary>
internal sealed class AgreementDirectory
{
    private readonly FrozenDictionary<Guid, AgreementState> _byId;
    private readonly AgreementInForce[] _inForce;
    private readonly ConcurrentDictionary<(string Recipient, Purpose Purpose), Entitlement> _compiled = new();

    public AgreementDirectory(IEnumerable<(AgreementState State, long Version)> agreements)
    {
        var all = agreements.ToList();
        _byId = all.ToFrozenDictionary(a => a.State.AgreementId, a => a.State);
        _inForce =
        [
            .. all.Where(a => a.State.Status == AgreementStatus.InForce)
                .Select(a => new AgreementInForce(a.State.AgreementId, a.State.Revision, a.Version, a.State.Terms, a.State.Current.InForceSince!.Value)),
        ];
    }

    public IEnumerable<AgreementState> All => _byId.Values;

    public AgreementState? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>Who is in an agreement is itself confidential: its parties and auditors read it. In the order of proposal.</summary>
    public IEnumerable<AgreementState> ReadableBy(Caller caller) =>
        All.Where(a => a.IsReadableBy(caller)).OrderBy(a => a.Revisions[0].Signatures[0].SignedAt).ThenBy(a => a.Id, StringComparer.Ordinal);

    /// <summary>The terms of any revision ever proposed, whatever became of it.</summary>
    public AgreementTerms? TermsOf(Guid id, uint revision) => Find(id)?.Revisions.Find(r => r.Number == revision)?.Terms;

    public Entitlement EntitlementOf(string recipient, Purpose purpose) =>
        _compiled.GetOrAdd((recipient, purpose), key => Entitlement.Compile(key.Recipient, key.Purpose, _inForce));
}
