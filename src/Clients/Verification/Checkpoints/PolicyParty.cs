using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Checkpoints;

/// <summary>A log or a witness of a policy file.</summary>
/// <param name="Name">What the file calls it; a log is called by its key's name, its origin.</param>
/// <param name="Key">Its key.</param>
/// <param name="Url">http or https; of a witness, what its submission paths begin with. Null where the file says none.</param>
public sealed record PolicyParty(string Name, VerifierKey Key, Uri? Url);
