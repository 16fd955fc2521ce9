using System.Diagnostics.CodeAnalysis;

namespace SharingHub.Verification.Strict;

/// <summary>
/// RFC 4648 section 4, padded, in its one canonical spelling. The decoders of the framework skip white space and take non-zero trailing
/// bits, so that several texts mean the same bytes and a changed character can go unseen.
/// </summary>
internal static class StrictBase64
{
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 4 != 0)
            return false;
        var decoded = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, decoded, out var written))
            return false;
        decoded = decoded[..written];
        if (!text.SequenceEqual(Convert.ToBase64String(decoded)))
            return false;
        bytes = decoded;
        return true;
    }
}
