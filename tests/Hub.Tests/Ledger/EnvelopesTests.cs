using System.Text;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.Verification.Events;

namespace SharingHub.Hub.Tests.Ledger;

public sealed class EnvelopesTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly SequencedEvent Vector = new(
        0, default, Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10"), "record/parcelwing/shipment/shp-0001", 3, "record.revised.v1",
        new DateTimeOffset(2026, 11, 23, 21, 30, 0, TimeSpan.Zero).AddTicks(1_234_560), Body(0x08, 0x96, 0x01, 0x10, 0x01), "parcelwing", "client:parcelwing/manifests", null);

    [Fact]
    public void An_event_becomes_the_entry_of_the_formats_own_vector() =>
        Encoding.ASCII.GetString(Envelopes.Entry(Vector, Key)).ShouldBe("sharinghub-ledger/v1\nia5jDzKtIaVm/VWYOn+V/ubnqriB4LeWI2BRZdEEtW8=\n");

    [Fact]
    public void The_agreement_that_an_event_stands_under_is_in_its_envelope()
    {
        var under = Vector with { Agreement = "12e50abf-a606-8631-a858-b013cdb15116@7" };
        Encoding.ASCII.GetString(Envelopes.Of(under, Key).ToBytes()).ShouldContain("\nagreement 12e50abf-a606-8631-a858-b013cdb15116@7\n");
        Envelopes.Entry(under, Key).ShouldNotBe(Envelopes.Entry(Vector, Key));
    }

    [Fact]
    public void Every_field_that_changes_changes_the_entry()
    {
        SequencedEvent[] changed =
        [
            Vector with { Id = Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a11") },
            Vector with { Stream = "record/parcelwing/shipment/shp-0002" },
            Vector with { Version = 4 },
            Vector with { Type = "record.submitted.v1" },
            Vector with { Recorded = Vector.Recorded.AddMicroseconds(1) },
            Vector with { Opened = Body(0x08, 0x96, 0x01, 0x10, 0x02) },
            Vector with { Member = "amazonia" },
            Vector with { Actor = "client:parcelwing/manifest" },
        ];
        foreach (var one in changed)
            Envelopes.Entry(one, Key).ShouldNotBe(Envelopes.Entry(Vector, Key));
    }

    [Theory]
    [InlineData("client:customs/customs-main", "client:customs/customs-main")]
    [InlineData("client:customs/main office", "client:customs/main%20office")]
    [InlineData("client:customs/100%", "client:customs/100%25")]
    [InlineData("client:customs/zoë", "client:customs/zo%C3%AB")]
    public void An_actor_of_any_spelling_fits_an_envelope_and_no_two_share_one(string actor, string written)
    {
        Envelopes.Printable(actor).ShouldBe(written);
        EventEnvelope.Parse(Envelopes.Of(Vector with { Actor = actor }, Key).ToBytes()).OrThrow().Actor.ShouldBe(written);
    }

    [Fact]
    public void The_longest_client_id_of_the_widest_letters_fits()
    {
        var actor = "client:" + new string('a', 63) + "/" + string.Concat(Enumerable.Repeat("𝔷", 50));
        Envelopes.Of(Vector with { Actor = actor, Stream = $"record/{new string('a', 63)}/seller_account/{new string('b', 128)}" }, Key).ToBytes().Length
            .ShouldBeLessThan(EventEnvelope.MaxBytes);
    }

    private static OpenedBody Body(params byte[] bytes) => new(BodyAccess.Open, bytes, bytes.Length, Key);
}
