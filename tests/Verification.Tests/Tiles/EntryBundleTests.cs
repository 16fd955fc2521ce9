using CsCheck;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Tiles;

public sealed class EntryBundleTests
{
    [Fact]
    public void Entries_stand_after_their_lengths()
    {
        EntryBundle.Encode([Hex.Utf8("one"), Array.Empty<byte>(), Hex.Utf8("three")]).ShouldBe(Hex.Bytes("00036f6e6500000005" + "7468726565"));
        EntryBundle.Encode([]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_bundle_reads_back() => Gen.Byte.Array[0, 300].Array[0, 256].Sample(entries =>
    {
        var bundle = EntryBundle.Encode(entries.Select(e => new ReadOnlyMemory<byte>(e)));
        EntryBundle.Decode(bundle, entries.Length).OrThrow().Select(e => e.ToArray()).ShouldBe(entries);
        EntryBundle.Decode(bundle, entries.Length + 1).Ok.ShouldBeFalse();
        EntryBundle.Decode((byte[])[.. bundle, 0], entries.Length).Ok.ShouldBeFalse();
        if (entries.Length > 0)
        {
            EntryBundle.Decode(bundle, entries.Length - 1).Ok.ShouldBeFalse();
            EntryBundle.Decode(bundle.AsMemory(0, bundle.Length - 1), entries.Length).Ok.ShouldBeFalse();
        }
    }, iter: 30);

    [Fact]
    public void The_longest_entry_has_65535_bytes()
    {
        EntryBundle.Decode(EntryBundle.Encode([new byte[65_535]]), 1).OrThrow()[0].Length.ShouldBe(65_535);
        Should.Throw<ArgumentException>(() => EntryBundle.Encode([new byte[65_536]]));
    }
}
