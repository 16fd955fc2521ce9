using System.Collections.Concurrent;
using System.Collections.Frozen;
using SharingHub.Hub.Agreements.Deciding;
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
                .Select(a => new AgreementInForce(a.State.AgreementId, a.State.Revision, a.Version, a.State.Terms, a.State.InForceSince!.Value)),
        ];
    }

    public IEnumerable<AgreementState> All => _byId.Values;

    public AgreementState? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Entitlement EntitlementOf(string recipient, Purpose purpose) =>
        _compiled.GetOrAdd((recipient, purpose), key => Entitlement.Compile(key.Recipient, key.Purpose, _inForce));
}
