using SharingHub.Launcher.Demo;
using SharingHub.Sdk.Proving;
using SharingHub.Verification.Merkle;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>What the tree must look like whatever happened, asked as anyone reads it.</summary>
internal sealed class TreeChecks(RunningOperation operation)
{
    // Every so many: a receipt costs a call, and each proves one place for all who are near it in the tree.
    private const int Sample = 97;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A checkpoint covers all that is committed now; every file follows from the entries, every checkpoint is a beginning of them, and receipts verify.</summary>
    public async Task ShouldBeWholeAsync(Pushed pushed)
    {
        await operation.History.ShouldBeWholeAsync();
        await CoveredAsync();
        using var log = new ServedLog(operation.Ready);
        var tree = new MerkleTree();
        var report = log.Verify(await log.ReadAsync(Stop), (index, entry) => tree.Append(Rfc6962.Leaf(entry.Span)));

        report.Findings.ShouldBeEmpty();
        (await operation.History.AskAsync<long>("select count(*) from ledger.index")).ShouldBeGreaterThanOrEqualTo(tree.Size);
        var signed = await operation.History.AskAsync<string[]>("select array_agg(size || ' ' || encode(root, 'hex') order by size) from ledger.checkpoint");
        signed.Select(one => one.Split(' ')).Where(one => long.Parse(one[0], null) <= tree.Size)
            .ShouldAllBe(one => tree.Root(long.Parse(one[0], null)).ToString() == one[1]);
        await ShouldHaveReceiptsAsync(pushed);
    }

    /// <summary>Waits until a checkpoint covers all that is committed now.</summary>
    public async Task CoveredAsync()
    {
        var size = await operation.History.AskAsync<long>("select count(*) from history.mt_events");
        await Eventually.IsTrueAsync(
            async () => await operation.History.AskAsync<long>("select coalesce(max(size), 0) from ledger.checkpoint") >= size, $"a checkpoint covers {size} events");
    }

    /// <summary>One digest of all that is stored of the tree.</summary>
    public Task<string> DigestAsync() => operation.History.AskAsync<string>(
        """
        select md5(string_agg(path || ' ' || md5(bytes), ',' order by path)) || (select size || ' ' || encode(root, 'hex') from ledger.tree)
        from (select path, bytes from ledger.blob union all select path, bytes from ledger.edge) stored
        """);

    private async Task ShouldHaveReceiptsAsync(Pushed pushed)
    {
        using var log = new ServedLog(operation.Ready);
        await using var contributor = operation.Connect(pushed.Member);
        for (var at = 0; at < pushed.Records.Count; at += Sample)
        {
            var shown = (await contributor.GetReceiptAsync(pushed.ReceiptOf(at).EventId, cancel: Stop)).Verify(log.Policy).OrThrow();
            shown.BodyChecked.ShouldBeTrue();
            shown.Envelope.Stream.ShouldEndWith($"/{pushed.Records[at].Id}");
        }
    }
}
