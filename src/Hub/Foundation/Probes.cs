namespace SharingHub.Hub.Foundation;

/// <summary>Health checks that count for readiness carry this tag.</summary>
internal static class Probes
{
    public const string Ready = "ready";
}
