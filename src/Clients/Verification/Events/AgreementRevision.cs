using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Events;

/// <summary>The agreement that an event stands under: <c>uuid@revision</c>.</summary>
public sealed record AgreementRevision(Guid Agreement, long Revision)
{
    public override string ToString() => $"{Agreement:D}@{StrictDecimal.Format(Revision)}";

    internal static AgreementRevision? TryParse(string text) =>
        text.Split('@') is [var id, var revision] && EnvelopeText.TryParseId(id, out var agreement) && StrictDecimal.TryParse(revision, out var number) && number > 0
            ? new AgreementRevision(agreement, number)
            : null;
}
