using SharingHub.Hub.Correlation.Comparing;

namespace SharingHub.Hub.Correlation.Linking;

/// <summary>A mention that one asked about agrees with: its number, how, and how probable it is that both speak of one actor.</summary>
internal readonly record struct Match(int Mention, Pattern Pattern, double Score);
