using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tests.Merkle;

public sealed class CompactRangeTests
{
    [Fact]
    public void Every_root_is_the_one_that_the_definition_gives()
    {
        var leaves = Leaves.Of(300);
        var range = new CompactRange();
        for (var size = 0; size <= leaves.Length; size++)
        {
            range.Size.ShouldBe(size);
            range.Root().ShouldBe(Leaves.Mth(leaves.AsSpan(0, size)));
            if (size < leaves.Length)
                range.Append(leaves[size]);
        }
    }

    [Fact]
    public void A_range_goes_on_from_its_bytes()
    {
        var leaves = Leaves.Of(70);
        for (var size = 0; size < leaves.Length; size++)
        {
            var range = new CompactRange();
            foreach (var leaf in leaves[..size])
                range.Append(leaf);
            var restored = CompactRange.Restore(size, range.ToArray()).OrThrow();
            restored.Root().ShouldBe(range.Root());
            foreach (var leaf in leaves[size..])
                restored.Append(leaf);
            restored.Root().ShouldBe(Leaves.Mth(leaves));
        }
    }

    [Fact]
    public void The_largest_subtree_stands_first()
    {
        var leaves = Leaves.Of(3);
        var range = new CompactRange();
        foreach (var leaf in leaves)
            range.Append(leaf);
        range.ToArray().ShouldBe([.. Rfc6962.Node(leaves[0], leaves[1]).ToArray(), .. leaves[2].ToArray()]);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 32)]
    [InlineData(3, 32)]
    [InlineData(3, 65)]
    [InlineData(4, 64)]
    public void Bytes_that_do_not_fit_the_size_are_refused(long size, int bytes) => CompactRange.Restore(size, new byte[bytes]).Ok.ShouldBeFalse();

    [Fact]
    public void Appending_allocates_nothing()
    {
        var range = new CompactRange();
        var leaf = Rfc6962.Leaf("x"u8);
        range.Append(leaf);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
            range.Append(leaf);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }
}
