using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>What the signer said to a checkpoint: its signatures, two while its key changes, or the size that it signed last, or that this does not continue what it signed.</summary>
internal sealed record SignerAnswer(IReadOnlyList<NoteSignature>? Signatures = null, long? LastSize = null);
