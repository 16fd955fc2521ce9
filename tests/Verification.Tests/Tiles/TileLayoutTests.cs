using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Tiles;

public sealed class TileLayoutTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "tile/entries/000.p/1 tile/0/000.p/1")]
    [InlineData(255, "tile/entries/000.p/255 tile/0/000.p/255")]
    [InlineData(256, "tile/entries/000 tile/0/000 tile/1/000.p/1")]
    [InlineData(257, "tile/entries/000 tile/entries/001.p/1 tile/0/000 tile/0/001.p/1 tile/1/000.p/1")]
    public void A_log_of_this_size_has_these_files(long size, string paths) =>
        string.Join(' ', TileLayout.Of(size)).ShouldBe(paths);

    [Fact]
    public void Seventy_thousand_entries_have_the_files_that_the_specification_names()
    {
        var files = TileLayout.Of(70_000).ToLookup(t => t.Level);
        files[0].Count(t => !t.IsPartial).ShouldBe(273);
        files[0].Last().ToString().ShouldBe("tile/0/273.p/112");
        files[TilePath.Entries].Last().ToString().ShouldBe("tile/entries/273.p/112");
        files[1].Select(t => t.ToString()).ShouldBe(["tile/1/000", "tile/1/001.p/17"]);
        files[2].Select(t => t.ToString()).ShouldBe(["tile/2/000.p/1"]);
        files[3].ShouldBeEmpty();
    }

    [Theory]
    [InlineData(65_535, "tile/0/255.p/255", "tile/1/000.p/255", null)]
    [InlineData(65_536, "tile/0/255", "tile/1/000", "tile/2/000.p/1")]
    [InlineData(65_537, "tile/0/256.p/1", "tile/1/000", "tile/2/000.p/1")]
    public void At_the_edge_of_two_levels_each_ends_so(long size, string level0, string level1, string? level2)
    {
        var files = TileLayout.Of(size).ToLookup(t => t.Level);
        files[0].Last().ToString().ShouldBe(level0);
        files[1].Last().ToString().ShouldBe(level1);
        (files[2].Any() ? files[2].Last().ToString() : null).ShouldBe(level2);
    }

    [Theory]
    [InlineData(0, 1, "tile/entries/000.p/1 tile/0/000.p/1")]
    [InlineData(5, 5, "")]
    [InlineData(255, 256, "tile/entries/000 tile/0/000 tile/1/000.p/1")]
    [InlineData(256, 257, "tile/entries/001.p/1 tile/0/001.p/1")]
    [InlineData(511, 513, "tile/entries/001 tile/entries/002.p/1 tile/0/001 tile/0/002.p/1 tile/1/000.p/2")]
    [InlineData(65_535, 65_536, "tile/entries/255 tile/0/255 tile/1/000 tile/2/000.p/1")]
    [InlineData(65_536, 65_537, "tile/entries/256.p/1 tile/0/256.p/1")]
    public void Growing_writes_these_files(long from, long to, string paths) => string.Join(' ', TileLayout.Changed(from, to)).ShouldBe(paths);

    [Fact]
    public void What_growing_writes_is_what_the_larger_log_has_and_the_smaller_has_not()
    {
        for (var from = 0; from <= 520; from += 13)
        {
            var before = TileLayout.Of(from).ToHashSet();
            for (var to = from; to <= 800; to += 7)
                TileLayout.Changed(from, to).ShouldBe(TileLayout.Of(to).Where(t => !before.Contains(t)));
        }
    }

    [Fact]
    public void What_growing_reads_is_what_is_partial()
    {
        foreach (var size in new long[] { 0, 1, 255, 256, 257, 70_000, 65_536, 1L << 40 })
            TileLayout.Partial(size).ShouldBe(size > 1_000_000 ? [new TilePath(5, 0, 1)] : TileLayout.Of(size).Where(t => t.IsPartial));
    }

    [Fact]
    public void No_size_and_no_index_overflows()
    {
        TileLayout.HashesAt(7, long.MaxValue).ShouldBe(127);
        TileLayout.HashesAt(8, long.MaxValue).ShouldBe(0);
        TileLayout.HashesAt(63, long.MaxValue).ShouldBe(0);
        TileLayout.WidthOf(0, long.MaxValue, long.MaxValue).ShouldBe(0);
        TileLayout.WidthOf(0, long.MaxValue / 256, long.MaxValue).ShouldBe(255);
        TileLayout.At(TilePath.Entries, 3, 256).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => TileLayout.Of(-1).Count());
        Should.Throw<ArgumentOutOfRangeException>(() => TileLayout.Changed(2, 1).Count());
    }
}
