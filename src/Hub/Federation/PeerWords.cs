using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.Federation;

/// <summary>What a peer wrote, fit for a log and a terminal: no longer than a reason may be, and nothing that steers either.</summary>
internal static class PeerWords
{
    /// <summary>Whether it is a UUID as hubs write them, in lower case.</summary>
    public static bool IsUuid(string id) => Guid.TryParseExact(id, "D", out var parsed) && parsed.ToString("D") == id;

    public static string Plain(string text)
    {
        var shorter = text.Length <= Violations.ReasonLength ? text : text[..Violations.ReasonLength];
        return string.Create(shorter.Length, shorter, (plain, words) =>
        {
            for (var at = 0; at < plain.Length; at++)
            {
                plain[at] = words[at] is >= ' ' and <= '~' ? words[at] : '?';
            }
        });
    }
}
