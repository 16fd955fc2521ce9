using CsCheck;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Tiles;

public sealed class TilePathTests
{
    [Theory]
    [InlineData("tile/entries/000", TilePath.Entries, 0, 256)]
    [InlineData("tile/entries/000.p/8", TilePath.Entries, 0, 8)]
    [InlineData("tile/entries/255.p/253", TilePath.Entries, 255, 253)]
    [InlineData("tile/entries/x123/x456/789", TilePath.Entries, 123_456_789, 256)]
    [InlineData("tile/0/000.p/255", 0, 0, 255)]
    [InlineData("tile/1/000", 1, 0, 256)]
    [InlineData("tile/15/x455/667", 15, 455_667, 256)]
    [InlineData("tile/15/x123/x456/789.p/41", 15, 123_456_789, 41)]
    [InlineData("tile/0/x001/x234/067", 0, 1_234_067, 256)]
    [InlineData("tile/0/x001/000", 0, 1000, 256)]
    [InlineData("tile/0/999", 0, 999, 256)]
    [InlineData("tile/63/x999/x999/x999/x999/x999/999.p/255", 63, 999_999_999_999_999_999, 255)]
    public void A_path_is_written_and_read_back(string path, int level, long index, int width)
    {
        new TilePath(level, index, width).ToString().ShouldBe(path);
        TilePath.TryParse(path, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(new TilePath(level, index, width));
    }

    [Theory]
    [InlineData("")]
    [InlineData("checkpoint")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/8/0/000")]
    [InlineData("Tile/0/000")]
    [InlineData("tile/Entries/000")]
    [InlineData("tile/0/x001/x234/067.p/")]
    [InlineData("tile/0/x001/x234/067.p")]
    [InlineData("tile/0/x001/x234/")]
    [InlineData("tile/0/x001/x234")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/1/x001/.p/abc")]
    [InlineData("tile/1/.p/1")]
    [InlineData("tile/64/x001/002")]
    [InlineData("tile/-1/x001/002")]
    [InlineData("tile/00/000")]
    [InlineData("tile/+1/000")]
    [InlineData("tile/abc/x001/002")]
    [InlineData("tile/8/001/002")]
    [InlineData("tile/8/x001/0002")]
    [InlineData("tile/8/x001/-02")]
    [InlineData("tile/8/x000/002")]
    [InlineData("tile/8/X001/002")]
    [InlineData("tile/8/x001/002.p/256")]
    [InlineData("tile/8/x001/002.p/0")]
    [InlineData("tile/8/x001/002.p/01")]
    [InlineData("tile/8/x001/002.p/1/2")]
    [InlineData("tile/8/x001.p/002.p/1")]
    [InlineData("tile/63/x999/x999/x999/x999/x999/x999/999.p/255")]
    public void Any_other_spelling_is_refused(string path) => TilePath.TryParse(path, out _).ShouldBeFalse();

    [Fact]
    public void Every_path_reads_back()
    {
        Gen.Select(Gen.Int[-1, 63], Gen.Long[0, 999_999_999_999_999_999], Gen.Int[1, 256]).Sample((level, index, width) =>
            TilePath.TryParse(new TilePath(level, index, width).ToString(), out var parsed) && parsed == new TilePath(level, index, width));
    }
}
