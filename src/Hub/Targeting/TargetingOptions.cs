using System.ComponentModel.DataAnnotations;

namespace SharingHub.Hub.Targeting;

/// <summary>How much a replica keeps in memory for leads and links.</summary>
internal sealed record TargetingOptions
{
    public const string Section = "Targeting";

    /// <summary>
    /// Records in all pictures together, at most, some 6 kB each. Beyond it the pictures that were asked for longest ago are let go and folded anew when they are
    /// asked for again. Those of open watches stay, and a watch that does not fit beside them is refused; the only one is kept however large. More than zero.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int RecordsInPictures { get; init; } = 200_000;
}
