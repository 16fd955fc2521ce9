using Grpc.Core;

namespace SharingHub.Integration.Tests.Intake;

public sealed class RetractTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Retracting_twice_gives_the_same_receipt()
    {
        var retailer = await Given.RetailerAsync();
        await retailer.SubmitAsync(Records.Listing("l-1", revision: 3));

        var first = await RetractAsync(retailer, "l-1");
        var again = await RetractAsync(retailer, "l-1");

        first.Receipt.Version.ShouldBe(2uL);
        first.Receipt.Name.ShouldBe(new RecordName { Contributor = retailer.Id, Kind = RecordKind.Listing, Id = "l-1", Revision = 3 });
        again.Receipt.ShouldBe(first.Receipt);
    }

    [Fact]
    public async Task A_higher_revision_brings_a_retracted_record_back()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");
        (await shared.Recipient.PullAsync()).Views.ShouldBeEmpty();

        var back = await Given.RecordsAsync(shared.Provider, Records.Listing("l-1", revision: 2));

        back[0].Receipt.Version.ShouldBe(3uL);
        (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem().Name.Revision.ShouldBe(2u);
    }

    [Fact]
    public async Task The_retracted_revision_sent_again_stays_retracted()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");

        var again = (await shared.Provider.SubmitAsync(Records.Listing("l-1"))).At(0);

        again.Outcome.ShouldBe(SubmitOutcome.Duplicate);
        (await shared.Recipient.PullAsync()).Views.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_revision_that_was_read_is_retracted()
    {
        var retailer = await Given.RetailerAsync();
        await retailer.SubmitAsync(Records.Listing("l-1"), Records.Listing("l-1", revision: 2));

        await Refused.WithAsync(StatusCode.Aborted, "CHANGED_MEANWHILE", () => RetractAsync(retailer, "l-1", revision: 1));
        (await RetractAsync(retailer, "l-1", revision: 2)).Receipt.Version.ShouldBe(3uL);
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_retracted()
    {
        var retailer = await Given.RetailerAsync();

        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => RetractAsync(retailer, "l-1"));
    }

    [Fact]
    public async Task The_body_cannot_name_another_contributor()
    {
        var (one, other) = (await Given.RetailerAsync(), await Given.RetailerAsync());
        await one.SubmitAsync(Records.Listing("l-1"));

        var existing = await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => RetractAsync(other, "l-1", contributor: one.Id));
        var missing = await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => RetractAsync(other, "l-2", contributor: one.Id));

        existing.Whole().ShouldBe(missing.Whole());
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => RetractAsync(other, "l-1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public async Task A_retraction_gives_a_printable_reason(string reason)
    {
        var retailer = await Given.RetailerAsync();
        await retailer.SubmitAsync(Records.Listing("l-1"));

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => RetractAsync(retailer, "l-1", reason: reason));

        refused.Fields().ShouldBe(["reason"]);
    }

    private static async Task<RetractResponse> RetractAsync(
        Party party, string id, uint revision = 0, string contributor = "", string reason = "It was wrong.") =>
        await party.Hub.Intake.RetractAsync(new RetractRequest
        {
            Name = new RecordName { Contributor = contributor, Kind = RecordKind.Listing, Id = id, Revision = revision },
            Reason = reason,
        });
}
