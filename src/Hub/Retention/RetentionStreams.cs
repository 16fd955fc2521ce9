using Google.Protobuf;
using Npgsql;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

/// <summary>
/// A record and what is asked and held about it, in a transaction that nobody else changes either of them in. The record is claimed first, as intake
/// claims it, so a hold, an expunge and a revision of one record are in one order, and none is decided on what another is changing.
/// </summary>
internal sealed class HeldRecord(
    NpgsqlConnection connection, NpgsqlTransaction transaction, RecordName name, RecordState? record, RecordRetention retention, ClaimedStreams claimed, TimeProvider time)
    : IAsyncDisposable
{
    private readonly List<NewEvent> _events = [];

    public NpgsqlConnection Connection => connection;

    public NpgsqlTransaction Transaction => transaction;

    public RecordName Name => name;

    /// <summary>Null when there is none.</summary>
    public RecordState? Record => record;

    public RecordRetention Retention => retention;

    /// <summary>The transaction's time, by the database's clock.</summary>
    public DateTimeOffset Now => claimed.Now;

    /// <summary>Appends to the stream of the record's retention, when the transaction commits.</summary>
    /// <returns>The event's id.</returns>
    public Guid Add(string type, IMessage body, Caller caller)
    {
        var stream = StreamKeys.Retention(name);
        var id = Ids.New(time);
        var version = retention.Version + _events.Count(e => e.Stream == stream) + 1;
        _events.Add(new NewEvent(id, stream, StreamTypes.Retention, version, type, body.ToByteArray(), caller.Member, caller.Actor, Key: claimed.KeyOf(stream)));
        return id;
    }

    public void Add(NewEvent appended) => _events.Add(appended);

    public async Task CommitAsync(CancellationToken stop)
    {
        if (_events.Count > 0)
        {
            await RecordStreams.ExecuteAsync(connection, transaction, [HistoryWriter.Append(_events)], stop);
            await transaction.CommitAsync(stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}

/// <summary>Finds and claims records for what is done about their keeping.</summary>
internal sealed class RetentionStreams(NpgsqlDataSource database, StreamClaims claims, TimeProvider time)
{
    public async Task<HeldRecord> ClaimAsync(RecordName name, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        try
        {
            var transaction = await connection.BeginTransactionAsync(stop);
            var (stream, retention) = (StreamKeys.Record(name), StreamKeys.Retention(name));
            var record = RecordStreams.Fold(await claims.ClaimAsync(connection, transaction, [stream], create: false, stop)).GetValueOrDefault(stream);
            // Names in a claim are locked in their order, and the record's comes before its retention's.
            var kept = await claims.ClaimAsync(connection, transaction, [retention], create: record is not null, stop);
            return new HeldRecord(connection, transaction, name, record, RecordRetention.Of(kept.Events), kept, time);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The record that a request or a hold is about; null when there is no such event.</summary>
    public async Task<RecordName?> FindAsync(Guid id, string type, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select stream_id from history.mt_events where id = $1 and type = $2");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(type);
        return await command.ExecuteScalarAsync(stop) is string stream ? StreamKeys.ParseRecord(stream) : null;
    }
}
