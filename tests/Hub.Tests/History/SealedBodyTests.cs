using SharingHub.Hub.History;

namespace SharingHub.Hub.Tests.History;

public sealed class SealedBodyTests
{
    private const string Stream = "record/parcelwing/shipment/shp-0001";

    private static readonly byte[] Key = Convert.FromHexString("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static readonly Guid Id = Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10");
    private static readonly byte[] Body = Convert.FromHexString("0896011001");

    // Made with node:crypto (hkdfSync, aes-256-gcm) from the description of the format.
    private static readonly byte[] Sealed = Convert.FromHexString("0165dbc690553c1ec26f48c3399444fba97cdd3422f1");

    [Fact]
    public void A_body_is_sealed_to_the_bytes_that_another_implementation_makes() => SealedBody.Seal(Key, Id, Stream, 3, Body).ShouldBe(Sealed);

    [Fact]
    public void It_opens_under_its_key_for_its_event() => SealedBody.Open(Key, Id, Stream, 3, Sealed).ShouldBe(Body);

    [Fact]
    public void It_says_how_long_the_body_is_without_a_key() => SealedBody.LengthOf(Sealed).ShouldBe(Body.Length);

    [Fact]
    public void It_opens_with_no_byte_changed_left_out_or_added()
    {
        for (var place = 0; place < Sealed.Length; place++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = Sealed.ToArray();
                changed[place] ^= (byte)(1 << bit);
                SealedBody.Open(Key, Id, Stream, 3, changed).ShouldBeNull($"byte {place}, bit {bit}");
            }

            SealedBody.Open(Key, Id, Stream, 3, Sealed.AsSpan(0, place)).ShouldBeNull($"{place} bytes of it");
        }

        SealedBody.Open(Key, Id, Stream, 3, [.. Sealed, 0]).ShouldBeNull();
    }

    [Fact]
    public void It_opens_for_no_other_event_stream_version_or_key()
    {
        SealedBody.Open(Key, Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a11"), Stream, 3, Sealed).ShouldBeNull();
        SealedBody.Open(Key, Id, Stream + "0", 3, Sealed).ShouldBeNull();
        SealedBody.Open(Key, Id, Stream, 4, Sealed).ShouldBeNull();
        SealedBody.Open([.. Key.Skip(1), 0], Id, Stream, 3, Sealed).ShouldBeNull();
    }

    [Theory]
    [InlineData("record/a/listing/x", true)]
    [InlineData("retention/a/listing/x", true)]
    [InlineData("disclosure/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10", false)]
    [InlineData("member/record", false)]
    public void What_people_write_of_people_rests_sealed(string stream, bool covered) => SealedBody.Covers(stream).ShouldBe(covered);

    [Fact]
    public void An_event_that_is_to_be_sealed_is_never_written_open()
    {
        var open = new NewEvent(Id, Stream, StreamTypes.Record, 3, EventTypes.RecordRevised, Body, "parcelwing", "client:parcelwing/manifests");

        Should.Throw<InvalidOperationException>(() => open.Stored);
        (open with { Key = Key }).Stored.ShouldBe(Sealed);
        (open with { Stream = "disclosure/x" }).Stored.ShouldBe(Body);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 5)]
    [InlineData(9, 5)]
    public void A_key_serves_the_versions_from_its_own_on_up_to_the_next_ones(long version, int served)
    {
        var keys = new HeldKeys([("s", 5, new StreamKey([5], false)), ("s", 1, new StreamKey([1], false))]);

        keys.Of("s", version).ShouldBe([(byte)served]);
        keys.Of("another", version).ShouldBeNull();
    }

    [Fact]
    public void A_destroyed_key_leaves_a_body_erased_and_a_lost_one_leaves_it_unavailable()
    {
        var stored = new StoredBody(Stream, 3, Id, Sealed);

        OpenedBody.Of(stored, new StreamKey(Key, false)).ShouldSatisfyAllConditions(b => b.Access.ShouldBe(BodyAccess.Open), b => b.Bytes.ShouldBe(Body));
        OpenedBody.Of(stored, new StreamKey(null, false)).ShouldSatisfyAllConditions(b => b.Access.ShouldBe(BodyAccess.Erased), b => b.Length.ShouldBe(5));
        OpenedBody.Of(stored, new StreamKey(null, true)).Access.ShouldBe(BodyAccess.Unavailable);
        OpenedBody.Of(stored, new StreamKey([.. Key.Skip(1), 0], false)).Access.ShouldBe(BodyAccess.Damaged);
        OpenedBody.Of(stored with { Bytes = Body }, new StreamKey(Key, false)).Access.ShouldBe(BodyAccess.Damaged, "an open body is not what was stored");
        Should.Throw<Grpc.Core.RpcException>(() => new HeldKeys([(Stream, 1, new StreamKey(null, true))]).Of(Stream, 3)).StatusCode.ShouldBe(Grpc.Core.StatusCode.FailedPrecondition);
    }
}
