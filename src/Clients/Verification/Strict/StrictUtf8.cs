using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SharingHub.Verification.Strict;

/// <summary>UTF-8 that refuses what is not, so that text and bytes stand for each other one to one.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Utf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    /// <exception cref="EncoderFallbackException">The text holds half a surrogate pair.</exception>
    public static byte[] Encode(string text) => Utf8.GetBytes(text);
}
