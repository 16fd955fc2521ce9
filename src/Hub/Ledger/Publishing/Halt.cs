using System.Globalization;

namespace SharingHub.Hub.Ledger.Publishing;

internal enum HaltCause
{
    Behind,
    Forked,
    OtherKey,
    Inconsistent,
    Contradicted,
}

/// <summary>Why no checkpoint may be signed, and what its operator is to do. Nothing goes on by itself from here: a signed history is never mended.</summary>
internal sealed record Halt(HaltCause Cause, string Sentence)
{
    public static Halt Behind(long signed, long held) => new(HaltCause.Behind, string.Create(
        CultureInfo.InvariantCulture,
        $"The signer has signed {signed} entries; this database holds {held}. It was restored from an older backup, or is not this log's. Nothing is signed. ")
        + Remedy);

    public static Halt Forked(long signed) => new(HaltCause.Forked, string.Create(
        CultureInfo.InvariantCulture,
        $"The first {signed} entries of this database are not those that the signer has signed. It was restored from an older backup and written to since, or is not this log's. Nothing is signed. ")
        + Remedy);

    public static Halt OtherKey { get; } = new(
        HaltCause.OtherKey,
        "The signer has another key than this log was signed with, and shows no succession to it. Give the hub the signer with the log's own folder. If that is lost, begin a new log under a new origin, in an empty database.");

    public static Halt Inconsistent(long size) => new(HaltCause.Inconsistent, string.Create(
        CultureInfo.InvariantCulture,
        $"The tree in this database does not continue its own signed checkpoint of size {size}: tiles or checkpoints were changed. Nothing is signed. ") + Remedy);

    /// <summary>A witness remembers more than signer and database together: both were set back.</summary>
    public static Halt Contradicted(string witness, long? size) => new(HaltCause.Contradicted, string.Create(
        CultureInfo.InvariantCulture,
        $"The witness {witness} holds {(size is { } more ? $"{more} entries" : "other entries")} of this log, which signer and database do not continue, and no quorum cosigned. Nothing is published. ")
        + Remedy);

    private const string Remedy =
        "Stop the hubs, and bring back the database with all that was committed: recover it further from the WAL archive, or take the standby that has it. "
        + "If that is lost, keep this database and the signer's folder as they are for auditors, and begin a new log under a new origin, in an empty database.";
}
