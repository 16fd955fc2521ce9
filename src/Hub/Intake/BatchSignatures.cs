using Npgsql;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Intake;

/// <summary>
/// Checks the signatures of messages by the contributor's keys as they are when the message is read, and the keys again when its records are
/// committed: in the ledger, nothing that a key signed for comes after the revocation of that key.
/// </summary>
internal sealed class BatchSignatures(MemberBook members)
{
    public async Task<CheckedSignature> CheckAsync(string contributor, SubmitRequest message, CancellationToken stop) =>
        message.Signature is null ? default : SignatureCheck.Of(message, (await members.CurrentAsync(stop)).View.Find(contributor)!);

    /// <summary>Which records of a commit are signed for by a key that no longer may. A revocation waits until the transaction ends.</summary>
    /// <returns>One a record, in their order; null where nothing is wrong.</returns>
    public async Task<FieldViolation?[]> AtCommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<PendingRecord> group)
    {
        if (!group.Exists(r => r.SignedBy is not null))
        {
            return new FieldViolation?[group.Count];
        }

        var (generation, now) = await RuleChanges.ShareAsync(connection, transaction, CancellationToken.None);
        var directory = (await members.AtLeastAsync(generation, now, CancellationToken.None)).View;
        return [.. group.Select(r => r.SignedBy is { } key ? SignatureCheck.AtCommit(key, directory.Find(r.Caller.Member)!) : null)];
    }
}

/// <summary>What the signature of a message is worth; nothing of it is set when there is none.</summary>
/// <param name="Proofs">One a record, in their order.</param>
/// <param name="Key">The key that signed.</param>
/// <param name="Fault">Why it does not hold.</param>
internal readonly record struct CheckedSignature(IReadOnlyList<ContributorProof>? Proofs, VerifierKey? Key, FieldViolation? Fault);
