using Grpc.Core;

namespace SharingHub.Integration.Tests.Retention;

public sealed class HoldTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task A_hold_refuses_the_confirmation_and_says_which_it_is_until_it_is_released()
    {
        var provider = await Given.RetailerAsync();
        var second = await Given.SecondClientAsync(provider);
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var request = await provider.RequestExpungeAsync(RecordKind.Listing, "l-1");
        var hold = await provider.HoldAsync(Expunging.Own(RecordKind.Listing, "l-1"), "2:20-cv-01217");

        var refused = await Refused.WithAsync(StatusCode.FailedPrecondition, "LEGAL_HOLD", () => second.ConfirmExpungeAsync(request));

        refused.Status.Detail.ShouldContain(hold.Id);
        refused.Status.Detail.ShouldContain("2:20-cv-01217");
        await second.Hub.Retention.ReleaseHoldAsync(new ReleaseHoldRequest { HoldId = hold.Id, Reason = "The case is closed." });
        (await second.ConfirmExpungeAsync(request)).KeysDestroyed.ShouldBeTrue();
    }

    [Fact]
    public async Task An_auditors_hold_is_known_to_the_contributor_without_its_case_and_released_by_the_auditor_alone()
    {
        var (provider, auditor, other) = (await Given.RetailerAsync(), await Given.AuditorAsync(), await Given.AuditorAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var name = new RecordName { Contributor = provider.Id, Kind = RecordKind.Listing, Id = "l-1" };
        var hold = await auditor.HoldAsync(name, "sealed case 7");

        var refused = await Refused.WithAsync(StatusCode.FailedPrecondition, "LEGAL_HOLD", () => provider.RequestExpungeAsync(RecordKind.Listing, "l-1"));
        var seen = (await provider.Hub.Retention.ListHoldsAsync(new ListHoldsRequest())).Holds.ShouldHaveSingleItem();

        refused.Status.Detail.ShouldContain(hold.Id);
        refused.Status.Detail.ShouldNotContain("sealed case");
        (seen.Id, seen.PlacedBy, seen.Reference).ShouldBe((hold.Id, auditor.Id, ""));
        (await other.Hub.Retention.ListHoldsAsync(new ListHoldsRequest { Name = name })).Holds.ShouldHaveSingleItem().Reference.ShouldBe("sealed case 7");
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => ReleaseAsync(provider, hold));
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => ReleaseAsync(other, hold));
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", async () => await ReleaseAsync(await Given.RetailerAsync(), hold));
        await ReleaseAsync(auditor, hold);
        (await ReleaseAsync(auditor, hold)).Hold.Id.ShouldBe(hold.Id, "released again it is released");
        await provider.RequestExpungeAsync(RecordKind.Listing, "l-1");
    }

    private static async Task<ReleaseHoldResponse> ReleaseAsync(Party party, Hold hold) =>
        await party.Hub.Retention.ReleaseHoldAsync(new ReleaseHoldRequest { HoldId = hold.Id, Reason = "The case is closed." });
}
