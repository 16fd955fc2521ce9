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
    private readonly ILookup<string, AgreementInForce> _toRecipient;
    private readonly ILookup<(string Provider, string Recipient), AgreementInForce> _between;
    private readonly ConcurrentDictionary<(string Recipient, Purpose Purpose), Entitlement> _compiled = new();

    public AgreementDirectory(IReadOnlyCollection<(AgreementState State, long Version)> all)
        : this(
            all.ToFrozenDictionary(a => a.State.AgreementId, a => a.State),
            [
                .. all.Where(a => a.State.Status == AgreementStatus.InForce)
                    .Select(a => new AgreementInForce(a.State.AgreementId, a.State.Revision, a.Version, a.State.Terms, a.State.Current.InForceSince!.Value)),
            ])
    {
    }

    private AgreementDirectory(FrozenDictionary<Guid, AgreementState> byId, AgreementInForce[] inForce)
    {
        (_byId, _inForce) = (byId, inForce);
        _toRecipient = inForce.SelectMany(a => a.Terms.Recipients.Select(r => (r, a))).ToLookup(a => a.r, a => a.a);
        _between = _inForce
            .SelectMany(a => a.Terms.Recipients.Select(r => (Pair: (a.Terms.Provider, r), Agreement: a)))
            .ToLookup(a => a.Pair, a => a.Agreement);
    }

    public IEnumerable<AgreementState> All => _byId.Values;

    public AgreementState? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>Who is in an agreement is itself confidential: its parties and auditors read it. In the order of proposal.</summary>
    public IEnumerable<AgreementState> ReadableBy(Caller caller) =>
        All.Where(a => a.IsReadableBy(caller)).OrderBy(a => a.Revisions[0].Signatures[0].SignedAt).ThenBy(a => a.Id, StringComparer.Ordinal);

    /// <summary>The terms of any revision ever proposed, whatever became of it.</summary>
    public AgreementTerms? TermsOf(Guid id, uint revision) => Find(id)?.Revisions.Find(r => r.Number == revision)?.Terms;

    /// <summary>The agreements in force between a provider and a recipient.</summary>
    public IEnumerable<AgreementInForce> Between(string provider, string recipient) => _between[(provider, recipient)];

    /// <summary>Whom a provider has an agreement in force with.</summary>
    public IEnumerable<string> RecipientsOf(string provider) => _between.Select(b => b.Key).Where(b => b.Provider == provider).Select(b => b.Recipient);

    /// <summary>The same agreements, but for one that would be in force with other terms, or new.</summary>
    public AgreementDirectory With(AgreementInForce draft) => new(_byId, [.. _inForce.Where(a => a.Id != draft.Id), draft]);

    public Entitlement EntitlementOf(string recipient, Purpose purpose) =>
        _compiled.GetOrAdd((recipient, purpose), key => Entitlement.Compile(key.Recipient, key.Purpose, _toRecipient[key.Recipient]));
}
