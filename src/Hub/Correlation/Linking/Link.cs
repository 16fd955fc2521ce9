using SharingHub.Hub.Correlation.Comparing;

namespace SharingHub.Hub.Correlation.Linking;

/// <summary>Two records that speak of the same actor, or of two that share a number. They stay two.</summary>
/// <param name="From">Name of the one, <c>contributor/kind/id</c>.</param>
/// <param name="Score">How probable it is, 0 to 1.</param>
/// <param name="IsOneActor">Whether more agrees than one number under different names.</param>
/// <param name="Reasons">What agrees and what does not, and what each adds in log-odds; the strongest first.</param>
internal sealed record Link(string From, string To, double Score, bool IsOneActor, IReadOnlyList<LinkReason> Reasons);

/// <param name="FromField">Field of the one record; null where the recipient's view lacks it.</param>
/// <param name="Weight">Log-odds.</param>
internal sealed record LinkReason(Aspect Aspect, Level Level, string? FromField, string? ToField, double Weight);
