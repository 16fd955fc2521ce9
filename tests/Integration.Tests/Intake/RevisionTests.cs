using Google.Protobuf;

namespace SharingHub.Integration.Tests.Intake;

public sealed class RevisionTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task The_first_revision_may_be_any_from_one_on()
    {
        var retailer = await Given.RetailerAsync();

        var submitted = await retailer.SubmitAsync(Records.Listing("l-1", revision: 1), Records.Listing("l-2", revision: 40), Records.Listing("l-3", revision: uint.MaxValue));

        submitted.Results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted && r.Receipt.Version == 1);
    }

    [Fact]
    public async Task A_later_revision_may_leave_a_gap_and_counts_one_version()
    {
        var retailer = await Given.RetailerAsync();

        var submitted = await retailer.SubmitAsync(Records.Listing("l-1", revision: 1), Records.Listing("l-1", revision: 7), Records.Listing("l-1", revision: 8));

        Enumerable.Range(0, 3).Select(n => submitted.At(n).Outcome).ShouldAllBe(o => o == SubmitOutcome.Accepted);
        Enumerable.Range(0, 3).Select(n => submitted.At(n).Receipt.Version).ShouldBe([1uL, 2uL, 3uL]);
    }

    [Fact]
    public async Task The_same_revision_and_content_is_a_duplicate_with_the_first_receipt_byte_for_byte()
    {
        var retailer = await Given.RetailerAsync();
        var first = (await retailer.SubmitAsync(Records.Listing("l-1"))).At(0);

        var again = (await retailer.SubmitAsync(Records.Listing("l-1"), Records.Listing("l-1"))).Results;

        again.ShouldAllBe(r => r.Outcome == SubmitOutcome.Duplicate);
        again.ShouldAllBe(r => r.Receipt.ToByteString() == first.Receipt.ToByteString());
    }

    [Fact]
    public async Task The_same_record_twice_in_one_message_is_stored_once()
    {
        var retailer = await Given.RetailerAsync();

        var submitted = await retailer.SubmitAsync(Records.Listing("l-1"), Records.Listing("l-1"));

        submitted.At(0).Outcome.ShouldBe(SubmitOutcome.Accepted);
        submitted.At(1).Outcome.ShouldBe(SubmitOutcome.Duplicate);
        submitted.At(1).Receipt.ShouldBe(submitted.At(0).Receipt);
    }

    [Fact]
    public async Task An_old_revision_that_is_held_is_a_duplicate_still()
    {
        var retailer = await Given.RetailerAsync();
        var first = (await retailer.SubmitAsync(Records.Listing("l-1"))).At(0);
        await retailer.SubmitAsync(Records.Listing("l-1", revision: 2));

        var again = (await retailer.SubmitAsync(Records.Listing("l-1"))).At(0);

        again.Outcome.ShouldBe(SubmitOutcome.Duplicate);
        again.Receipt.ShouldBe(first.Receipt);
    }

    [Fact]
    public async Task The_same_revision_with_other_content_is_a_conflict()
    {
        var retailer = await Given.RetailerAsync();
        await retailer.SubmitAsync(Records.Listing("l-1"));

        var result = (await retailer.SubmitAsync(Records.Listing("l-1", tlp: Tlp.Green))).At(0);

        result.Outcome.ShouldBe(SubmitOutcome.Rejected);
        result.Reason.ShouldBe("REVISION_CONFLICT");
        result.Receipt.ShouldBeNull();
    }

    [Fact]
    public async Task A_lower_revision_that_never_was_is_stale()
    {
        var retailer = await Given.RetailerAsync();
        await retailer.SubmitAsync(Records.Listing("l-1", revision: 5));

        var result = (await retailer.SubmitAsync(Records.Listing("l-1", revision: 4))).At(0);

        result.Outcome.ShouldBe(SubmitOutcome.Rejected);
        result.Reason.ShouldBe("REVISION_STALE");
    }
}
