using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>Terms that were put before the parties, frozen, and who signed them. Kept for good: what was disclosed under them must stay explainable.</summary>
/// <param name="Number">Never given to other terms of the same agreement, so a signature can only mean these.</param>
/// <param name="Terms">Do not change: they are shared.</param>
public sealed record AgreementRevision(uint Number, AgreementTerms Terms)
{
    /// <summary>In the order of signing; the first is the proposer's.</summary>
    public List<Signature> Signatures { get; } = [];

    /// <summary>When the last party signed.</summary>
    public DateTimeOffset? InForceSince { get; internal set; }

    public bool IsSignedBy(string member) => Signatures.Exists(s => s.Member == member);
}
