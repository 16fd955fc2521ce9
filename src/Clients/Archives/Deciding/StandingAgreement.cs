using SharingHub.V1;

namespace SharingHub.Archives.Deciding;

/// <summary>An agreement that every party signed, that nobody ended and that nobody's suspension keeps from acting.</summary>
/// <param name="Id">The agreement.</param>
/// <param name="Revision">The latest that every party signed.</param>
/// <param name="Terms">As signed; not changed afterwards.</param>
/// <param name="InForceSince">When it came into force.</param>
internal sealed record StandingAgreement(Guid Id, uint Revision, AgreementTerms Terms, DateTimeOffset InForceSince)
{
    private readonly Lazy<(bool Grants, bool Prohibitions)> _faults = new(() => (TermsFaults.HasFault(Terms), TermsFaults.CannotTellWhatIsProhibited(Terms)));

    /// <summary>Whether it has a fault anywhere, so that it grants nothing.</summary>
    public bool HasFault => _faults.Value.Grants;

    /// <summary>Whether the fault is such that nobody can tell what was meant to stay out.</summary>
    public bool CannotTellWhatIsProhibited => _faults.Value.Prohibitions;

    public bool IsBetween(string provider, string recipient) => Terms.Provider == provider && Terms.Recipients.Contains(recipient);
}
