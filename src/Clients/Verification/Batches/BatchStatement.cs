using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Batches;

/// <summary>What a contributor signs for one message of records: the text of its signed note, four lines.</summary>
/// <param name="Member">The contributor's member id.</param>
/// <param name="Count">How many records the message has, 1-100.</param>
/// <param name="Root">RFC 6962 root over the records' leaves (<see cref="BatchLeaf"/>), in the order of the message.</param>
public sealed record BatchStatement(string Member, int Count, Sha256Hash Root)
{
    /// <summary>The contract's limit for one message.</summary>
    public const int MaxRecords = 100;

    /// <summary>The first line. A signature over it says nothing in any other protocol.</summary>
    private const string Header = "sharinghub-batch/v1";

    public override string ToString() => $"{Header}\n{Member}\n{StrictDecimal.Format(Count)}\n{Root.ToBase64()}\n";

    public static Checked<BatchStatement> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines.Length != 5 || lines[0] != Header || lines[4].Length > 0)
            return new Problem($"The text is not four lines of which the first is '{Header}'.");
        if (!SigningKeyName.IsMember(lines[1]))
            return new Problem("The second line is not a member id.");
        if (!StrictDecimal.TryParse(lines[2], out var count) || count is 0 or > MaxRecords)
            return new Problem($"The third line is not a number of records, 1-{MaxRecords}.");
        return Sha256Hash.TryParseBase64(lines[3], out var root)
            ? new BatchStatement(lines[1], (int)count, root)
            : new Problem("The fourth line is not a root: base64 of 32 bytes.");
    }
}
