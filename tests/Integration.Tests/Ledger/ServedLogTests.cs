using System.Net;
using Npgsql;
using SharingHub.Launcher.Demo;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Events;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Tiles;

namespace SharingHub.Integration.Tests.Ledger;

public sealed class ServedLogTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task The_whole_log_is_what_was_signed_and_every_checkpoint_ever_signed_is_the_beginning_of_it()
    {
        using var log = new ServedLog(Hub.Ready);
        // More than one bundle, so that full and partial files are there.
        await SubmittedAndCoveredAsync(log, 600);

        var files = await log.ReadAsync();
        var tree = new MerkleTree();
        var report = log.Verify(files, (index, entry) =>
        {
            Commitment.TryParseEntry(entry.Span, out _).ShouldBeTrue();
            tree.Append(Rfc6962.Leaf(entry.Span));
        });

        report.Findings.ShouldBeEmpty();
        report.Checkpoint.ShouldNotBeNull().Checkpoint.Size.ShouldBe(tree.Size);
        tree.Size.ShouldBeGreaterThan(600);
        var signed = await SignedUpToAsync(tree.Size);
        signed.Count.ShouldBeGreaterThan(1);
        foreach (var (size, root, note) in signed)
        {
            root.ShouldBe(tree.Root(size));
            log.Policy.Open(System.Text.Encoding.UTF8.GetBytes(note)).OrThrow().Checkpoint.ToText().ShouldBe(new Checkpoint("localhost/ledger/0", size, root).ToText());
        }
    }

    [Fact]
    public async Task An_entry_is_there_for_each_index()
    {
        using var log = new ServedLog(Hub.Ready);
        await SubmittedAndCoveredAsync(log, 1);

        (await Hub.CountAsync("select count(*) - (select size from ledger.tree) from ledger.index where idx < (select size from ledger.tree) and idx >= $1", 0L)).ShouldBe(0);
    }

    [Fact]
    public async Task Files_have_the_headers_of_the_specification()
    {
        using var log = new ServedLog(Hub.Ready);
        await SubmittedAndCoveredAsync(log, 1);

        foreach (var (path, type, cache) in new[]
        {
            ("checkpoint", "text/plain; charset=utf-8", "no-cache"),
            ("log.vkey", "text/plain; charset=utf-8", "no-cache"),
            ("tile/0/000.p/1", "application/octet-stream", "public, max-age=31536000, immutable"),
            ("tile/entries/000.p/1", "application/octet-stream", "public, max-age=31536000, immutable"),
        })
        {
            using var read = await log.SendAsync(path);
            using var looked = await log.SendAsync(path, HttpMethod.Head);
            read.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            read.Content.Headers.ContentType!.ToString().ShouldBe(type);
            read.Headers.CacheControl!.ToString().ShouldBe(cache);
            looked.StatusCode.ShouldBe(HttpStatusCode.OK);
            looked.Content.Headers.ContentType.ShouldBe(read.Content.Headers.ContentType);
            (await looked.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }

        using var key = await log.SendAsync("log.vkey");
        (await key.Content.ReadAsStringAsync()).ShouldBe(Hub.Ready.LedgerVkey + "\n");
    }

    [Fact]
    public async Task A_partial_tile_of_any_width_is_the_beginning_of_what_it_grew_into()
    {
        using var log = new ServedLog(Hub.Ready);
        await SubmittedAndCoveredAsync(log, 300);
        var full = await BytesAsync(log, "tile/0/000");
        var bundle = EntryBundle.Decode(await BytesAsync(log, "tile/entries/000"), TilePath.FullWidth).OrThrow();

        foreach (var width in new[] { 1, 2, 127, 255 })
        {
            (await BytesAsync(log, $"tile/0/000.p/{width}")).ShouldBe(full[..(width * Sha256Hash.Size)]);
            EntryBundle.Decode(await BytesAsync(log, $"tile/entries/000.p/{width}"), width).OrThrow()[^1].ToArray().ShouldBe(bundle[width - 1].ToArray());
        }
    }

    [Theory]
    [InlineData("tile/0/x999/000")]
    [InlineData("tile/0/999.p/1")]
    [InlineData("tile/entries/x001/000")]
    [InlineData("tile/7/000")]
    [InlineData("tile/63/000.p/1")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000.p/1")]
    [InlineData("tile/00/000.p/1")]
    [InlineData("tile/0/0.p/1")]
    [InlineData("tile/0/x000/000.p/1")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/1/")]
    [InlineData("tile/0/000.P/1")]
    [InlineData("tile/Entries/000.p/1")]
    [InlineData("tile/")]
    [InlineData("index")]
    public async Task What_no_checkpoint_covers_or_is_spelt_otherwise_is_not_there(string path)
    {
        using var log = new ServedLog(Hub.Ready);
        await SubmittedAndCoveredAsync(log, 1);
        using var answer = await log.SendAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_writes_to_the_log_over_HTTP()
    {
        using var log = new ServedLog(Hub.Ready);
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
        {
            using var answer = await log.SendAsync("checkpoint", method);
            ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        }
    }

    [Theory]
    [InlineData("update ledger.blob set bytes = bytes")]
    [InlineData("delete from ledger.blob")]
    [InlineData("truncate ledger.blob")]
    [InlineData("update ledger.checkpoint set note = note")]
    [InlineData("delete from ledger.checkpoint")]
    [InlineData("delete from ledger.log_key")]
    public async Task What_was_published_is_not_changed_by_the_hubs_own_role(string sql)
    {
        await using var command = Hub.Database.CreateCommand(sql);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).MessageText.ShouldContain("is only ever added to");
    }

    private async Task SubmittedAndCoveredAsync(ServedLog log, int records)
    {
        var retailer = await Given.RetailerAsync();
        var results = await Given.RecordsAsync(retailer, Records.Listings(records));
        var last = await Hub.CountAsync("select max(idx) from ledger.index where event_id = any ($1)", results.Select(r => Guid.Parse(r.Receipt.EventId)).ToArray());
        await Eventually.IsTrueAsync(async () => (await log.CheckpointAsync())?.Checkpoint.Size > last, "a checkpoint covers what was submitted");
    }

    private async Task<List<(long Size, Sha256Hash Root, string Note)>> SignedUpToAsync(long size)
    {
        await using var command = Hub.Database.CreateCommand("select size, root, note from ledger.checkpoint where size <= $1");
        command.Parameters.AddWithValue(size);
        var signed = new List<(long, Sha256Hash, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            signed.Add((reader.GetInt64(0), new Sha256Hash(reader.GetFieldValue<byte[]>(1)), reader.GetString(2)));
        return signed;
    }

    private static async Task<byte[]> BytesAsync(ServedLog log, string path)
    {
        using var answer = await log.SendAsync(path);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }
}
