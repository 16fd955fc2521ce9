using Google.Protobuf;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Intake;

public sealed class ReceiptTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Every_record_gets_one_result_under_its_own_position()
    {
        var retailer = await Given.RetailerAsync();

        var submitted = await retailer.SubmitAsync(Records.Listings(250));

        submitted.Results.Select(r => r.Position).Order().ShouldBe(Enumerable.Range(0, 250).Select(n => (ulong)n));
        submitted.Results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
        foreach (var number in new[] { 0, 99, 100, 249 })
        {
            var receipt = submitted.At(number).Receipt;
            receipt.Name.ShouldBe(new RecordName { Contributor = retailer.Id, Kind = RecordKind.Listing, Id = $"l-{number + 1}", Revision = 1 });
            receipt.Version.ShouldBe(1uL);
            receipt.ContentDigest.Length.ShouldBe(32);
            receipt.CommittedAt.ShouldNotBeNull();
        }

        submitted.Results.Select(r => r.Receipt.EventId).Distinct().Count().ShouldBe(250);
    }

    [Fact]
    public async Task A_bad_record_among_good_ones_names_every_wrong_field_and_costs_only_itself()
    {
        var retailer = await Given.RetailerAsync();
        var bad = Records.Listing("bad id with spaces", revision: 0);
        bad.Confidence = 101;
        bad.Listing.Marketplace = "";
        bad.Listing.Gtin = "12x";

        var submitted = await retailer.SubmitAsync(Records.Listing("l-1"), bad, Records.Listing("l-2"));

        submitted.At(0).Outcome.ShouldBe(SubmitOutcome.Accepted);
        submitted.At(2).Outcome.ShouldBe(SubmitOutcome.Accepted);
        submitted.At(1).Outcome.ShouldBe(SubmitOutcome.Rejected);
        submitted.At(1).Reason.ShouldBe("RECORD_INVALID");
        submitted.At(1).Receipt.ShouldBeNull();
        submitted.At(1).Violations.Select(v => v.Field).ShouldBe(["id", "revision", "confidence", "listing.marketplace", "listing.gtin"], ignoreOrder: true);
    }

    [Fact]
    public async Task One_bad_of_a_hundred_leaves_ninety_nine()
    {
        var retailer = await Given.RetailerAsync();
        var records = Records.Listings(100).ToList();
        records[41].Tlp = Tlp.Unspecified;

        var submitted = await retailer.SubmitAsync(records);

        submitted.Results.Count(r => r.Outcome == SubmitOutcome.Accepted).ShouldBe(99);
        submitted.At(41).Violations.ShouldHaveSingleItem().Field.ShouldBe("tlp");
    }

    [Theory]
    [InlineData("ff", "random bytes")]
    [InlineData("0a7f41", "a length beyond the end")]
    [InlineData("1080808080808080808080808001", "a varint of more than ten bytes")]
    [InlineData("0a02c328", "text that is not UTF-8")]
    public async Task Malformed_bytes_among_good_records_are_rejected_alone(string hex, string because)
    {
        var retailer = await Given.RetailerAsync();

        var submitted = await retailer.SubmitAsync(
            Records.Listing("l-1").ToByteString(), ByteString.CopyFrom(Convert.FromHexString(hex)), Records.Listing("l-2").ToByteString());

        submitted.At(1).Outcome.ShouldBe(SubmitOutcome.Rejected, because);
        submitted.At(1).Reason.ShouldBe("RECORD_MALFORMED", because);
        submitted.At(0).Outcome.ShouldBe(SubmitOutcome.Accepted);
        submitted.At(2).Outcome.ShouldBe(SubmitOutcome.Accepted);
    }

    [Fact]
    public async Task A_record_nested_deeper_than_a_hundred_is_rejected_and_the_hub_lives()
    {
        var retailer = await Given.RetailerAsync();
        var nested = Encoding.Nested(field: 8, depth: 2000);

        var submitted = await retailer.SubmitAsync(ByteString.CopyFrom(nested), Records.Listing("l-1").ToByteString());

        submitted.At(0).Outcome.ShouldBe(SubmitOutcome.Rejected);
        submitted.At(1).Outcome.ShouldBe(SubmitOutcome.Accepted);
    }

    [Fact]
    public async Task An_unknown_field_is_named_and_the_record_rejected()
    {
        var retailer = await Given.RetailerAsync();
        byte[] unknown = [.. Records.Listing("l-1").ToByteArray(), 0xBA, 0x3E, 0x01, 0x41];

        var result = (await retailer.SubmitAsync(ByteString.CopyFrom(unknown))).Results.ShouldHaveSingleItem();

        result.Reason.ShouldBe("RECORD_INVALID");
        result.Violations.ShouldHaveSingleItem().Description.ShouldContain("not a field that this hub knows");
    }

    [Theory]
    [InlineData("l-1\u0000")]
    [InlineData("l-1\r\nfail: forged")]
    [InlineData("l-1\u001b[31m")]
    [InlineData("l-\u202e1")]
    [InlineData("l-\u200b1")]
    [InlineData("l-1'; drop table history.mt_events; --")]
    [InlineData("../../other/listing/l-1")]
    [InlineData("other/listing/l-1")]
    [InlineData("")]
    public async Task An_id_that_could_mean_something_elsewhere_is_rejected(string id)
    {
        var retailer = await Given.RetailerAsync();

        var result = (await retailer.SubmitAsync(Records.Listing(id))).Results.ShouldHaveSingleItem();

        result.Outcome.ShouldBe(SubmitOutcome.Rejected);
        result.Violations.Select(v => v.Field).ShouldContain("id");
    }

    [Fact]
    public async Task An_enum_number_that_nobody_knows_is_rejected_and_not_taken_for_zero()
    {
        var retailer = await Given.RetailerAsync();
        var record = Records.Listing("l-1", tlp: (Tlp)99);

        var result = (await retailer.SubmitAsync(record)).Results.ShouldHaveSingleItem();

        result.Violations.ShouldHaveSingleItem().Field.ShouldBe("tlp");
    }

    [Fact]
    public async Task A_bad_check_digit_warns_and_is_accepted()
    {
        var retailer = await Given.RetailerAsync();
        var record = Records.Listing("l-1");
        record.Listing.Gtin = "4006381333932";

        var result = (await retailer.SubmitAsync(record)).Results.ShouldHaveSingleItem();

        result.Outcome.ShouldBe(SubmitOutcome.Accepted);
        result.Warnings.ShouldHaveSingleItem().Field.ShouldBe("listing.gtin");
    }

    [Fact]
    public async Task A_record_of_one_byte_too_many_is_rejected_and_one_of_the_limit_is_accepted()
    {
        var retailer = await Given.RetailerAsync();

        var submitted = await retailer.SubmitAsync(Encoding.OfSize(Records.Seller("s-1"), 65_536), Encoding.OfSize(Records.Seller("s-2"), 65_537));

        submitted.At(0).Outcome.ShouldBe(SubmitOutcome.Accepted, submitted.At(0).ToString());
        submitted.At(1).Outcome.ShouldBe(SubmitOutcome.Rejected);
    }

    [Fact]
    public async Task An_id_of_a_mebibyte_is_rejected()
    {
        var retailer = await Given.RetailerAsync();

        var result = (await retailer.SubmitAsync(Records.Listing(new string('a', 1024 * 1024)))).Results.ShouldHaveSingleItem();

        result.Outcome.ShouldBe(SubmitOutcome.Rejected);
    }

    [Fact]
    public async Task The_same_record_in_another_encoding_is_a_duplicate()
    {
        var retailer = await Given.RetailerAsync();
        var record = Records.Listing("l-1");
        var first = (await retailer.SubmitAsync(record)).Results.ShouldHaveSingleItem();

        var again = (await retailer.SubmitAsync(Encoding.Backwards(record))).Results.ShouldHaveSingleItem();

        Encoding.Backwards(record).ShouldNotBe(record.ToByteString());
        again.Outcome.ShouldBe(SubmitOutcome.Duplicate);
        again.Receipt.ToByteArray().ShouldBe(first.Receipt.ToByteArray());
    }

    [Fact]
    public async Task Two_streams_with_the_same_records_at_once_store_each_record_once()
    {
        var retailer = await Given.RetailerAsync();
        var records = Records.Listings(300).ToList();

        var both = await Task.WhenAll(retailer.SubmitAsync(records), retailer.SubmitAsync(Enumerable.Reverse(records)));

        var results = both.SelectMany(s => s.Results).GroupBy(r => r.Receipt.Name.Id).ToList();
        results.Count.ShouldBe(300);
        foreach (var of in results)
        {
            of.Select(r => r.Outcome).ShouldBe([SubmitOutcome.Accepted, SubmitOutcome.Duplicate], ignoreOrder: true, of.Key);
            of.Select(r => r.Receipt).Distinct().Count().ShouldBe(1, of.Key);
        }

        (await Hub.CountAsync("select count(*) from history.mt_events where stream_id like $1", $"record/{retailer.Id}/%")).ShouldBe(300);
    }

    [Fact]
    public async Task Two_members_with_the_same_record_id_do_not_meet()
    {
        var (one, other) = (await Given.RetailerAsync(), await Given.RetailerAsync());

        var first = (await one.SubmitAsync(Records.Listing("l-1"))).Results.ShouldHaveSingleItem();
        var second = (await other.SubmitAsync(Records.Listing("l-1"))).Results.ShouldHaveSingleItem();

        second.Outcome.ShouldBe(SubmitOutcome.Accepted);
        second.Receipt.ContentDigest.ShouldNotBe(first.Receipt.ContentDigest, "digests are keyed, so equal content tells nothing");
    }

    [Fact]
    public async Task An_auditor_and_the_operator_submit_nothing()
    {
        var auditor = await Given.AuditorAsync();

        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => auditor.SubmitAsync(Records.Listing("l-1")));
        using var call = Hub.Operator.Intake.Submit(deadline: DateTime.UtcNow + Line.Patience);
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => call.ResponseStream.MoveNext(default));
    }
}
