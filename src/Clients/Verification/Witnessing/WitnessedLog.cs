using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Witnessing;

/// <summary>What a witness knows of a log.</summary>
/// <param name="Keys">The log's keys.</param>
/// <param name="Latest">The checkpoint that it cosigned last; null before the first.</param>
public sealed record WitnessedLog(KeyRing Keys, Checkpoint? Latest);
