using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

/// <summary>Checks the signatures of messages by the contributor's keys as they are now.</summary>
internal sealed class BatchSignatures(MemberBook members)
{
    public async Task<CheckedSignature> CheckAsync(string contributor, SubmitRequest message, CancellationToken stop) =>
        message.Signature is null ? default : SignatureCheck.Of(message, (await members.CurrentAsync(stop)).View.Find(contributor)!);
}

/// <summary>What the signature of a message is worth; nothing of it is set when there is none.</summary>
/// <param name="Proofs">One a record, in their order.</param>
/// <param name="Fault">Why it does not hold.</param>
internal readonly record struct CheckedSignature(IReadOnlyList<ContributorProof>? Proofs, FieldViolation? Fault);
