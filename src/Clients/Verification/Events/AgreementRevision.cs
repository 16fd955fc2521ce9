using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Events;

/// <summary>The agreement that an event stands under: <c>uuid@revision</c>.</summary>
public sealed record AgreementRevision(Guid Agreement, long Revision)
{
    public override string ToString() => $"{Agreement:D}@{StrictDecimal.Format(Revision)}";

    internal static AgreementRevision? TryParse(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at >= 0 && EnvelopeText.TryParseId(text[..at], out var agreement) && StrictDecimal.TryParse(text[(at + 1)..], out var number) && number > 0
            ? new AgreementRevision(agreement, number)
            : null;
    }
}
