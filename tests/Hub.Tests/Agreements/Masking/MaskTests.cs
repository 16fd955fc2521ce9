using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements.Masking;

public sealed class MaskTests
{
    private static readonly Mask WithoutPersonal = Mask.Compile([FieldClass.Personal, FieldClass.Sensitive], []);

    [Fact]
    public void Nothing_withheld_leaves_a_record_as_it_is()
    {
        var record = Shipment();
        Mask.Compile([], []).Apply(record.ToByteArray()).ShouldBe(record.ToByteArray());
    }

    [Fact]
    public void A_withheld_class_is_absent_with_every_byte_of_it()
    {
        var view = WithoutPersonal.Apply(Shipment().ToByteArray());
        var parsed = IntelRecord.Parser.ParseFrom(view).Shipment;
        parsed.Waybill.ShouldBe("1Z999");
        parsed.Shipper.ShouldBe(new TradeParty { Address = new PostalAddress { Country = "CN" } });
        parsed.Consignee.ShouldBeNull();
        foreach (var canary in new[] { "Zhou", "Shenzhen", "+86", "ACC-7", "Smith" })
            Encoding.UTF8.GetString(view).ShouldNotContain(canary);
    }

    [Fact]
    public void A_field_withheld_by_name_is_absent_in_that_place_only()
    {
        var mask = Mask.Compile([], ["shipment.shipper.name", "shipment.goods.hs_code"]);
        var parsed = IntelRecord.Parser.ParseFrom(mask.Apply(Shipment().ToByteArray())).Shipment;
        parsed.Shipper.Name.ShouldBeEmpty();
        parsed.Consignee.Name.ShouldBe("Smith");
        parsed.Goods.ShouldBe([new Goods { Description = "watches", Quantity = 3 }]);
    }

    [Fact]
    public void The_identifying_envelope_stays_whatever_is_withheld()
    {
        var record = Shipment();
        IntelRecord.Parser.ParseFrom(Mask.Everything.Apply(record.ToByteArray())).ShouldBe(new IntelRecord
        {
            Id = record.Id,
            Revision = record.Revision,
            ObservedAt = record.ObservedAt,
            Tlp = record.Tlp,
            Confidence = record.Confidence,
        });
    }

    [Fact]
    public void A_time_at_the_epoch_is_not_an_empty_part()
    {
        var record = new IntelRecord { Id = "a", Listing = new Listing { Price = new Google.Type.Money() }, ObservedAt = new Timestamp() };
        WithoutPersonal.Apply(record.ToByteArray()).ShouldBe(record.ToByteArray());
    }

    [Fact]
    public void A_body_that_another_one_replaced_does_not_come_back_when_that_one_is_withheld()
    {
        var first = new IntelRecord { Id = "a", SellerAccount = new SellerAccount { LegalName = "Zhou" } };
        var second = new IntelRecord { Shipment = new Shipment { Waybill = "1Z999" } };
        byte[] bytes = [.. first.ToByteArray(), .. second.ToByteArray()];
        IntelRecord.Parser.ParseFrom(Mask.Compile([], []).Apply(bytes)).BodyCase.ShouldBe(IntelRecord.BodyOneofCase.Shipment);
        var view = Mask.Compile([FieldClass.Commercial], []).Apply(bytes);
        IntelRecord.Parser.ParseFrom(view).BodyCase.ShouldBe(IntelRecord.BodyOneofCase.None);
        Encoding.UTF8.GetString(view).ShouldNotContain("Zhou");
    }

    [Fact]
    public void Unknown_fields_and_groups_do_not_pass_at_any_depth()
    {
        // 1000: "x" in the envelope, in the body, in a time; a group; and `waybill` as a number.
        byte[] unknown = [0xc2, 0x3e, 1, (byte)'x'], group = [0xc3, 0x3e, 0x08, 1, 0xc4, 0x3e], misfit = [0x10, 5];
        byte[] time = [0x08, 9, .. unknown];
        byte[] body = [.. misfit, 0x0a, 1, (byte)'c', .. unknown, 0x62, (byte)time.Length, .. time];
        byte[] record = [0x0a, 1, (byte)'a', .. unknown, .. group, 0xc2, 0x01, (byte)body.Length, .. body];
        Mask.Compile([], []).Apply(record).ShouldBe(
            new IntelRecord { Id = "a", Shipment = new Shipment { Carrier = "c", EstimatedArrival = new Timestamp { Seconds = 9 } } }.ToByteArray());
    }

    [Fact]
    public void Links_to_what_the_recipient_cannot_see_are_removed_also_inside_a_body()
    {
        var seen = new RecordLink { Kind = RecordKind.Listing, Id = "seen", Role = LinkRole.OfferedBy };
        var hidden = new RecordLink { Kind = RecordKind.Listing, Contributor = "cartwheel", Id = "hidden" };
        var unknown = new RecordLink { Kind = (RecordKind)99, Id = "seen" };
        var record = new IntelRecord { Id = "a", Links = { hidden, seen, unknown }, Sighting = new Sighting { About = hidden, Count = 2 } };
        var asked = new List<(RecordKind, string, string)>();
        var view = Mask.Compile([], []).Apply(record.ToByteArray(), (kind, contributor, id) =>
        {
            asked.Add((kind, contributor, id));
            return id == "seen";
        });
        IntelRecord.Parser.ParseFrom(view).ShouldBe(new IntelRecord { Id = "a", Links = { seen }, Sighting = new Sighting { Count = 2 } });
        asked.ShouldBe([(RecordKind.Listing, "cartwheel", "hidden"), (RecordKind.Listing, "", "seen"), (RecordKind.Listing, "cartwheel", "hidden")]);
    }

    [Fact]
    public void Bytes_are_anything_and_pass_as_they_are()
    {
        var record = new IntelRecord { Id = "a", Listing = new Listing { ImageSha256 = { ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xff, 32)]) } } }.ToByteArray();

        Mask.Compile([], []).Apply(record).ShouldBe(record);
    }

    [Theory]
    [InlineData("0a05", "a field cut short")]
    [InlineData("0affffffffffffffffff7f", "a length beyond all bytes")]
    [InlineData("10ffffffffffffffffffff01", "a number of eleven bytes")]
    [InlineData("10", "a number missing")]
    [InlineData("00", "field number 0")]
    [InlineData("0f", "wire type 7")]
    [InlineData("c43e", "a group that ends without beginning")]
    [InlineData("c33e", "a group that does not end")]
    [InlineData("c33ecc3e", "a group that ends with another number")]
    [InlineData("0a01ff", "text that is not UTF-8")]
    [InlineData("e201032a0181", "a packed number cut short")]
    [InlineData("c201020a05", "a field cut short inside the body")]
    public void Malformed_bytes_are_refused(string hex, string what) =>
        Should.Throw<MalformedRecordException>(() => Mask.Compile([], []).Apply(Convert.FromHexString(hex)), what);

    [Fact]
    public void Groups_nested_without_end_are_refused_without_harm()
    {
        var bytes = Enumerable.Repeat((byte[])[0xc3, 0x3e], 30_000).SelectMany(tag => tag).ToArray();
        Should.Throw<MalformedRecordException>(() => Mask.Everything.Apply(bytes)).Message.ShouldBe("groups are nested too deep");
    }

    [Fact]
    public void A_field_or_class_that_no_record_has_cannot_be_withheld()
    {
        foreach (var path in new[] { "tlp", "shipment", "shipment.colour", "links.id", "shipment.estimated_arrival.seconds", "" })
            Should.Throw<ArgumentException>(() => Mask.Compile([], [path]), path);
        Should.Throw<ArgumentException>(() => Mask.Compile([FieldClass.Unspecified], []));
        Should.Throw<ArgumentException>(() => Mask.Compile([(FieldClass)5], []));
    }

    [Fact]
    public void A_buffer_shorter_than_the_record_is_refused() =>
        Should.Throw<ArgumentException>(() => Mask.Everything.Apply(Shipment().ToByteArray(), new byte[3]));

    [Fact]
    public void The_withheld_paths_of_a_kind_are_listed_once_and_sorted()
    {
        Mask.Compile([FieldClass.Sensitive], ["labels"]).Withheld(RecordKind.SellerAccount)
            .ShouldBe(["labels", "seller_account.bank_accounts", "seller_account.tax_ids"]);
        Mask.Compile([FieldClass.Sensitive], ["shipment.consignee", "seizure.importer.name"]).Withheld(RecordKind.Shipment)
            .ShouldBe(["shipment.consignee", "shipment.notify_party.account", "shipment.shipper.account"]);
        Mask.Everything.Withheld(RecordKind.Listing).ShouldBe(["labels", "links", "listing"]);
        Mask.Compile([], []).Withheld(RecordKind.Listing).ShouldBeEmpty();
        Mask.Everything.Withheld((RecordKind)99).ShouldBeEmpty();
    }

    [Fact]
    public void Masking_allocates_the_view_and_nothing_else()
    {
        var record = Shipment().ToByteArray();
        var output = new byte[record.Length];
        Allocations.Of(() =>
        {
            for (var i = 0; i < 1_000; i++)
                WithoutPersonal.Apply(record, output);
        }).ShouldBe(0);
    }

    private static IntelRecord Shipment() => new()
    {
        Id = "shp-1",
        Revision = 2,
        ObservedAt = new Timestamp { Seconds = 1_795_000_000 },
        Tlp = Tlp.Amber,
        Confidence = 70,
        Labels = { "express" },
        Links = { new RecordLink { Kind = RecordKind.Listing, Contributor = "amazonia", Id = "lst-1" } },
        Shipment = new Shipment
        {
            Carrier = "parcelwing",
            Waybill = "1Z999",
            Shipper = new TradeParty
            {
                Name = "Zhou Trading",
                Address = new PostalAddress { Lines = { "1 Shenzhen Road" }, City = "Shenzhen", Country = "CN" },
                Phones = { "+86 755 1" },
                Account = "ACC-7",
            },
            Consignee = new TradeParty { Name = "Smith" },
            Goods = { new Goods { Description = "watches", HsCode = "910211", Quantity = 3 } },
            EstimatedArrival = new Timestamp { Seconds = 1_795_100_000 },
        },
    };
}
