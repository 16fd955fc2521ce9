using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;
using Results = SharingHub.Hub.Intake.Results;

namespace SharingHub.Hub.Targeting.Inspections;

/// <summary>
/// Carries an act out: claims the inspection's stream and those of the records that the act makes, decides on what history holds, and appends all of it
/// in one transaction. Whoever acts on the same inspection meanwhile waits, and then finds its next revision.
/// </summary>
internal sealed class InspectionWriter(NpgsqlDataSource database, RecordStreams records, TimeProvider time)
{
    /// <param name="caller">Who acts: the agency or the carrier. The records are the agency's.</param>
    /// <param name="name">The inspection.</param>
    /// <param name="decide">What becomes of it, by the database's clock.</param>
    /// <param name="tlp">Of a request; otherwise the inspection has its marking.</param>
    /// <param name="finding">What the act finds, if it ends the inspection.</param>
    /// <returns>The receipts: of the inspection's revision, then of the outcome and the seizures.</returns>
    public async Task<IReadOnlyList<RecordReceipt>> ActAsync(
        Caller caller, RecordName name, Func<InspectionState?, DateTimeOffset, InspectionDecision> decide, CancellationToken stop,
        Tlp? tlp = null, InspectionFinding? finding = null)
    {
        var names = NamesOf(name, finding);
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var (states, now) = await records.ClaimAsync(connection, transaction, [.. names.Select(StreamKeys.Record)], create: true, stop);
        var own = states[StreamKeys.Record(name)];
        ThrowIfGone(own);
        var state = InspectionState.Of(name.Contributor, own);
        var decision = decide(state, now);
        if (decision.Refusal is { } refusal)
        {
            throw refusal.ToException();
        }

        if (decision.Recorded is { } recorded)
        {
            return [.. names.Select((n, at) => Again(n, at == 0 ? recorded : InspectionDecisions.FirstRevision, states[StreamKeys.Record(n)]))];
        }

        var marking = tlp ?? state!.Tlp;
        IReadOnlyList<IntelRecord> made =
        [
            InspectionRecords.Of(name.Id, own.Revision + 1, marking, decision.Next!, now),
            .. finding is null ? [] : InspectionRecords.OfFinding(name.Id, marking, decision.Next!, now),
        ];
        List<NewEvent> events = [];
        List<RecordReceipt> receipts = [];
        foreach (var (named, record) in names.Zip(made))
        {
            var (appended, receipt) = Append(caller, named, record, states[StreamKeys.Record(named)], now);
            events.Add(appended);
            receipts.Add(receipt);
        }

        var noted = InspectionIndex.Note(name, decision.Next!);
        await RecordStreams.ExecuteAsync(connection, transaction, [HistoryWriter.Append(events), noted], stop);
        // From here on it goes to its end: a caller that leaves must not leave it half known.
        await transaction.CommitAsync(CancellationToken.None);
        return receipts;
    }

    private static List<RecordName> NamesOf(RecordName inspection, InspectionFinding? finding)
    {
        RecordName Own(RecordKind kind, string id) => new() { Contributor = inspection.Contributor, Kind = kind, Id = id };
        return finding is null
            ? [Own(RecordKind.Inspection, inspection.Id)]
            : [
                Own(RecordKind.Inspection, inspection.Id),
                Own(RecordKind.InspectionOutcome, inspection.Id),
                .. InspectionRecords.SeizureIds(inspection.Id, finding).Select(id => Own(RecordKind.Seizure, id)),
            ];
    }

    private (NewEvent Event, RecordReceipt Receipt) Append(Caller caller, RecordName name, IntelRecord record, RecordState state, DateTimeOffset now)
    {
        var valid = RecordValidator.Validate(record);
        if (!valid.IsValid)
        {
            throw Refusal.Invalid(valid.Violations).ToException();
        }

        var bytes = record.ToByteArray();
        var digest = state.Key is { } key ? StreamKeyring.ContentDigest(key, CanonicalRecord.Of(record)) : [];
        if (RecordDecisions.Submit(state, record.Revision, digest).EventType is not { } type)
        {
            throw InspectionRefusals.OutcomeTaken(name).ToException();
        }

        var held = new HeldRevision(Ids.New(time), state.Version + 1, now, digest);
        var appended = new NewEvent(
            held.EventId, StreamKeys.Record(name), StreamTypes.Record, held.Version, type, bytes, name.Contributor, caller.Actor, Key: state.Key);
        return (appended, Results.Receipt(Revision(name, record.Revision), held));
    }

    private static RecordReceipt Again(RecordName name, uint revision, RecordState state)
    {
        ThrowIfGone(state);
        return Results.Receipt(Revision(name, revision), state.Revisions[revision]);
    }

    private static void ThrowIfGone(RecordState state)
    {
        if (state.IsExpunged || state.IsUnreadable)
        {
            throw (state.IsExpunged ? IntakeRefusals.Expunged : HistoryRefusals.BodyUnavailable).ToException();
        }
    }

    private static RecordName Revision(RecordName name, uint revision)
    {
        var revised = name.Clone();
        revised.Revision = revision;
        return revised;
    }
}
