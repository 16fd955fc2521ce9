using SharingHub.Sdk.Keeping;
using SharingHub.Verification.Notes;

namespace SharingHub.Sdk;

/// <summary>How a <see cref="Submitter"/> batches and how much it holds.</summary>
public sealed record SubmitterOptions
{
    /// <summary>The contract's limit for one message.</summary>
    public const int MaxRecordsAMessage = 100;

    /// <summary>Most records in one message, 1-100.</summary>
    public int BatchRecords { get; init; } = MaxRecordsAMessage;

    /// <summary>Most bytes in one message, unless a single record is larger. Well under the usual 4 MiB limit of gRPC servers.</summary>
    public int BatchBytes { get; init; } = 1024 * 1024;

    /// <summary>How long the first record of a message waits for company. Zero sends at once what is there.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Most records held without a result, sent or not; further calls wait. At least 1; 2000 records of 64 KiB are 125 MiB.</summary>
    public int MaxUnanswered { get; init; } = 2000;

    /// <summary>How long to go on trying while nothing gets through. Default: the connection's.</summary>
    public TimeSpan? RetryFor { get; init; }

    /// <summary>Signs for the records of each message, e.g. <see cref="SigningKeyFile.Read"/>; its key is registered for the member. Default: unsigned.</summary>
    public INoteSigner? Signer { get; init; }

    /// <summary>Where receipts go, each before its result is handed over. Default: they are not kept.</summary>
    public IReceiptStore? Receipts { get; init; }

    internal void Validate()
    {
        if (Signer is not null && !SigningKeyFile.Fits(Signer, out var problem))
            throw new ArgumentException($"The key {Signer.Key.Name} signs no records: {problem}.", nameof(Signer));
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchRecords, 1, nameof(BatchRecords));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchRecords, MaxRecordsAMessage, nameof(BatchRecords));
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchBytes, 1, nameof(BatchBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchDelay, TimeSpan.Zero, nameof(BatchDelay));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnanswered, 1, nameof(MaxUnanswered));
    }
}
