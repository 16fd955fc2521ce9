using System.Text;

namespace SharingHub.Archives.Deciding;

/// <summary>Comparing without regard to case and outer spaces.</summary>
internal static class Folding
{
    public static bool Same(string one, string other) => Of(one) == Of(other);

    public static string Of(string text) => string.Concat(text.Trim().EnumerateRunes().Select(Rune.ToUpperInvariant).Select(Rune.ToLowerInvariant));
}
