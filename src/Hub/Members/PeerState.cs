namespace SharingHub.Hub.Members;

/// <summary>Another hub that this one exchanges with, as its member's stream says.</summary>
/// <param name="Address">https address of its gateway.</param>
/// <param name="CertificateAuthority">PEM: who signs its servers' certificates.</param>
public sealed record PeerState(string Address, string CertificateAuthority)
{
    /// <summary>Verifier keys of its ledger, and whether each is revoked.</summary>
    public Dictionary<string, bool> LogKeys { get; } = [];

    /// <summary>Verifier keys of its cosignatures of this hub's log, and whether each is revoked.</summary>
    public Dictionary<string, bool> WitnessKeys { get; } = [];

    /// <summary>Why nothing is accepted from it until the operator reinstates it; null when it is.</summary>
    public string? Refused { get; set; }

    /// <summary>Why the exchange ended, for good; null while it goes on.</summary>
    public string? Ended { get; set; }
}
