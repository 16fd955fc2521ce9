using System.Security.Cryptography;
using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Witnessing;

/// <summary>The paths of a witness, below its prefixes.</summary>
public static class WitnessPaths
{
    public const string AddCheckpoint = "add-checkpoint";

    /// <summary>Where a monitor finds the newest checkpoint that the witness cosigned for a log.</summary>
    public static string CheckpointOf(string origin) => $"{Convert.ToHexStringLower(SHA256.HashData(StrictUtf8.Encode(origin)))}/checkpoint";
}
