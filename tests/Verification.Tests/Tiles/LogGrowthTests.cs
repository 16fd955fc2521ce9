using SharingHub.Verification.Merkle;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Tiles;

public sealed class LogGrowthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    public void A_log_grown_in_steps_is_the_log_made_at_once(int step)
    {
        var grown = GivenLog.Of(600, step);
        var once = GivenLog.Of(600);
        grown.Root.ShouldBe(once.Root);
        foreach (var (path, bytes) in once.Files)
            grown.Files[path].ShouldBe(bytes);
    }

    [Fact]
    public void Each_step_writes_exactly_what_the_layout_says_and_reaches_the_root()
    {
        var log = new GivenLog();
        var leaves = new List<Sha256Hash>();
        while (log.Size < 530)
        {
            var from = (int)log.Size;
            var entries = Enumerable.Range(from, 1 + from % 5).Select(GivenLog.Entry).ToArray();
            leaves.AddRange(entries.Select(e => Rfc6962.Leaf(e)));
            var growth = log.Grow(entries);
            growth.Files.Select(f => f.Path).ShouldBe(TileLayout.Changed(from, growth.Size), ignoreOrder: true);
            growth.Root.ShouldBe(Leaves.Mth(leaves.ToArray()));
        }
    }

    [Fact]
    public void Tiles_over_65_537_entries_have_the_hashes_of_the_definition()
    {
        var tree = new MerkleTree(Leaves.Of(65_537));
        var tiles = new TileBuilder();
        var files = new Dictionary<TilePath, byte[]>();
        foreach (var leaf in Leaves.Of(65_537))
            tiles.Append(leaf, (path, bytes) => files.Add(path, bytes.ToArray()));
        foreach (var (path, bytes) in tiles.Partial())
            files.Add(path, bytes);
        files.Keys.ShouldBe(TileLayout.Of(65_537).Where(t => !t.IsBundle), ignoreOrder: true);
        tiles.Root().ShouldBe(tree.Root());
        files[new TilePath(2, 0, 1)].ShouldBe(tree.Root(65_536).ToArray());
        files[new TilePath(1, 0)].AsSpan(0, 32).ToArray().ShouldBe(tree.Root(256).ToArray());
    }

    [Fact]
    public void A_false_partial_file_is_not_carried_on()
    {
        var log = GivenLog.Of(300);
        foreach (var path in TileLayout.Partial(300))
        {
            var bytes = log.Files[path.ToString()];
            bytes[^1] ^= 1;
            LogGrowth.Append(300, log.Root, log.Read, [GivenLog.Entry(300)]).Ok.ShouldBeFalse(path.ToString());
            bytes[^1] ^= 1;
            LogGrowth.Append(300, log.Root, p => p == path ? null : log.Read(p), [GivenLog.Entry(300)]).Ok.ShouldBeFalse(path.ToString());
        }
    }

    [Fact]
    public void Filling_tiles_allocates_nothing_a_leaf()
    {
        var tiles = new TileBuilder();
        var leaf = Rfc6962.Leaf("x"u8);
        for (var i = 0; i < 257; i++)
            tiles.Append(leaf);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20_000; i++)
            tiles.Append(leaf);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }
}
