using System.Diagnostics;
using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.Hub.Foundation;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// Records in as fast as the hub takes them while it is killed (SIGKILL) and started again three times, by the SDK, which sends again what has no result. Then
/// history is read: <c>lost</c> are those that were acknowledged and are not there as they were acknowledged, <c>twice</c> those of which there are two.
/// </summary>
internal sealed class Killed(params Comparison[] beside) : Line("killed", "the hub killed three times during ingest", beside)
{
    public const string Lost = "lost", Twice = "twice";

    private const string Contributor = "cartwheel";
    private const int Kills = 3;

    public override Task PrepareAsync(Stage stage, CancellationToken cancellation) => stage.StartSystemAsync(cancellation);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        await stage.History.SettleAsync(cancellation);
        var (tag, hub) = (stage.NextTag(), stage.Host.Hubs[0]);
        // No listings: a hundred watches of another line would begin with them in the next pass.
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, tag, record => record.Listing is null);
        var acknowledged = new List<RecordReceipt>(records.Count);
        await using var connection = stage.ConnectAnew(Door.Hub, Contributor);
        await using var submitter = new Submitter(connection);
        var took = await pass.MeasureAsync(async () =>
        {
            var (began, kills) = (Stopwatch.GetTimestamp(), 0);
            await foreach (var one in submitter.SubmitAllAsync(records.ToAsyncEnumerable(), cancellation))
            {
                if (one.Outcome is not (SubmitOutcome.Accepted or SubmitOutcome.Duplicate))
                    throw new MeasurementException($"a record was not accepted: {one.Outcome}");
                acknowledged.Add(one.Result.Receipt);
                if (kills < Kills && acknowledged.Count > (kills + 1) * records.Count / (Kills + 1))
                {
                    kills++;
                    await hub.KillAsync();
                    await stage.Host.StartAsync(hub, cancellation);
                }
            }

            return kills == Kills ? Stopwatch.GetElapsedTime(began) : throw new MeasurementException($"the hub was killed {kills} times");
        });
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        var (lost, twice) = await CountAsync(stage.Host.HubDatabase, tag, acknowledged, cancellation);
        return [Metrics.PerSecond(records.Count, took), new(Lost, lost), new(Twice, twice)];
    }

    private static async Task<(int Lost, int Twice)> CountAsync(string hubDatabase, string tag, List<RecordReceipt> acknowledged, CancellationToken cancellation)
    {
        var held = new Dictionary<string, (string EventId, int Events)>(StringComparer.Ordinal);
        await using var database = NpgsqlDataSource.Create(hubDatabase);
        await using var command = database.CreateCommand("select stream_id, id::text from history.mt_events where stream_id like 'record/' || $1 || '/%.' || $2 || '.%'");
        command.Parameters.AddWithValue(Contributor);
        command.Parameters.AddWithValue(tag);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var stream = reader.GetString(0);
            held[stream] = (reader.GetString(1), held.GetValueOrDefault(stream).Events + 1);
        }

        var lost = acknowledged.Count(receipt =>
            held.GetValueOrDefault($"record/{Contributor}/{KindNames.Of(receipt.Name.Kind)}/{receipt.Name.Id}").EventId != receipt.EventId);
        return (lost, held.Values.Count(one => one.Events > 1));
    }
}
