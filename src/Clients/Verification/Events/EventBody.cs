using System.Security.Cryptography;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Events;

/// <summary>The body line of an envelope: what kind of bytes, how many, and their HMAC-SHA256 under the event's body salt.</summary>
/// <param name="MediaType">As <c>application/x-protobuf</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hmac">Keyed, so that a guess at the body cannot be tried without the salt.</param>
public sealed record EventBody(string MediaType, long Length, Sha256Hash Hmac)
{
    public static EventBody Of(string mediaType, ReadOnlySpan<byte> body, ReadOnlySpan<byte> bodySalt) =>
        new(mediaType, body.Length, new Sha256Hash(HMACSHA256.HashData(bodySalt, body)));

    /// <summary>Whether these are the bytes.</summary>
    public bool Matches(ReadOnlySpan<byte> body, ReadOnlySpan<byte> bodySalt) => body.Length == Length && Of(MediaType, body, bodySalt) == this;

    public override string ToString() => $"{MediaType} {StrictDecimal.Format(Length)} {Hmac.ToBase64()}";

    internal static EventBody? TryParse(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, ' ') != 3)
            return null;
        var media = text[parts[0]];
        if (media.Count('/') != 1 || media[0] == '/' || media[^1] == '/')
            return null;
        return StrictDecimal.TryParse(text[parts[1]], out var length) && Sha256Hash.TryParseBase64(text[parts[2]], out var hmac) ? new EventBody(media.ToString(), length, hmac) : null;
    }
}
