namespace SharingHub.Hub.Federation;

/// <summary>Member ids as two hubs write them: <c>name</c> there is <c>name@peer</c> here, and <c>name@own</c> there is <c>name</c> here.</summary>
/// <param name="Peer">The peer's id here.</param>
/// <param name="Own">This hub's id there.</param>
internal sealed record PeerNames(string Peer, string Own)
{
    /// <summary>A member of the peer as it is named here; null when there it is another hub's.</summary>
    public string? OfPeer(string there) => there.Contains('@', StringComparison.Ordinal) ? null : $"{there}@{Peer}";

    /// <summary>A member of this hub as it is named here; null when there it is anybody else's.</summary>
    public string? OfOwn(string there) => there.EndsWith($"@{Own}", StringComparison.Ordinal) ? there[..^(Own.Length + 1)] : null;

    /// <summary>Whoever it is, as it is named here. A third hub's keeps its name, which says nothing here.</summary>
    public string Here(string there) => there.Length == 0 ? there : OfPeer(there) ?? OfOwn(there) ?? there;

    /// <summary>Whether a member id here is that of a member of the peer.</summary>
    public static bool IsOf(string peer, string here) => here.EndsWith($"@{peer}", StringComparison.Ordinal);
}
