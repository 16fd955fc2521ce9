using System.Globalization;
using SharingHub.Verification;
using SharingHub.Verification.Notes;

namespace SharingHub.Signer.Keeping;

/// <summary>A key that hands over: it signs beside its successor until a time.</summary>
internal sealed record OutgoingKey(NoteSigner Signer, DateTimeOffset Until)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The file: the private key, and until when, one a line.</summary>
    public string ToText() => $"{Signer.ToPrivateText()}\nuntil {Until.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}\n";

    public static Checked<OutgoingKey> Parse(string text)
    {
        if (text.Split('\n') is not [var key, ['u', 'n', 't', 'i', 'l', ' ', .. var until], ""]
            || !DateTimeOffset.TryParseExact(until, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return new Problem("It is a private key and 'until' with a time, one a line.");
        var signer = NoteSigner.Parse(key);
        return signer.Ok ? new OutgoingKey(signer.Value, at) : signer.Problem;
    }
}
