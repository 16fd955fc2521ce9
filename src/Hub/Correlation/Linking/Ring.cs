namespace SharingHub.Hub.Correlation.Linking;

/// <summary>A connected set of links.</summary>
/// <param name="Records">Names, in alphabetical order.</param>
internal sealed record Ring(IReadOnlyList<string> Records, IReadOnlyList<Link> Links);
