using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>An agreement revision that every party signed and nobody ended.</summary>
/// <param name="Id">The agreement.</param>
/// <param name="Revision">Of several revisions of one agreement only the highest counts.</param>
/// <param name="Epoch">The state that a disclosure is locked and recorded against.</param>
/// <param name="Terms">As signed.</param>
/// <param name="InForceSince">When the last party signed.</param>
internal sealed record AgreementInForce(Guid Id, uint Revision, long Epoch, AgreementTerms Terms, DateTimeOffset InForceSince);
