using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tests.Merkle;

/// <summary>The leaves and roots of transparency-dev/merkle.</summary>
public sealed class Rfc6962Tests
{
    private static readonly string[] Entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
        ["e3b0c442…b855", "6e340b9c…a01d", "fac54203…c125", "aeb6bcfe…6e77", "d37ee418…14b7", "4e3bbb1f…64d4", "76e67dad…87ef", "ddb89be4…4c8c", "5dc9da79…4328"];

    [Fact]
    public void The_published_leaf_hash_comes_out() =>
        Rfc6962.Leaf("L123456"u8).ToString().ShouldBe("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");

    [Fact]
    public void A_node_is_the_hash_of_one_and_its_children()
    {
        var (left, right) = (Rfc6962.Leaf("a"u8), Rfc6962.Leaf("b"u8));
        Rfc6962.Node(left, right).ShouldBe(new Sha256Hash(System.Security.Cryptography.SHA256.HashData([1, .. left.ToArray(), .. right.ToArray()])));
    }

    [Fact]
    public void A_leaf_longer_than_the_stack_buffer_hashes_the_same_way()
    {
        var entry = new byte[65_535];
        Rfc6962.Leaf(entry).ShouldBe(new Sha256Hash(System.Security.Cryptography.SHA256.HashData([0, .. entry])));
    }

    [Fact]
    public void The_published_roots_of_zero_to_eight_leaves_come_out()
    {
        var range = new CompactRange();
        var tree = new MerkleTree();
        Shorten(range.Root()).ShouldBe(Roots[0]);
        for (var i = 0; i < Entries.Length; i++)
        {
            var leaf = Rfc6962.Leaf(Hex.Bytes(Entries[i]));
            range.Append(leaf);
            tree.Append(leaf);
            Shorten(range.Root()).ShouldBe(Roots[i + 1]);
            Shorten(tree.Root()).ShouldBe(Roots[i + 1]);
        }
    }

    [Fact]
    public void A_node_is_not_a_leaf_of_its_children()
    {
        var (left, right) = (Rfc6962.Leaf("a"u8), Rfc6962.Leaf("b"u8));
        Rfc6962.Node(left, right).ShouldNotBe(Rfc6962.Leaf([.. left.ToArray(), .. right.ToArray()]));
        Rfc6962.Node(left, right).ShouldNotBe(Rfc6962.Node(right, left));
    }

    private static string Shorten(Sha256Hash hash) => hash.ToString() is var hex ? $"{hex[..8]}…{hex[^4..]}" : "";
}
