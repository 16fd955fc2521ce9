using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Ledger.Publishing;

/// <summary>What the signer said to a checkpoint: a signature, or the size that it signed last, or that this does not continue what it signed.</summary>
internal sealed record SignerAnswer(NoteSignature? Signature = null, long? LastSize = null);
