using Grpc.Core;

namespace SharingHub.Integration.Tests.Retention;

/// <summary>Who may ask and who may confirm, over the wire. All cases of it: Hub.Tests.</summary>
public sealed class DualControlTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task The_client_that_asked_does_not_confirm_and_another_of_its_member_does()
    {
        var provider = await Given.RetailerAsync();
        var second = await Given.SecondClientAsync(provider);
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var request = await provider.RequestExpungeAsync(RecordKind.Listing, "l-1");

        await Refused.WithAsync(StatusCode.FailedPrecondition, "SECOND_PERSON_REQUIRED", () => provider.ConfirmExpungeAsync(request));

        (await second.ConfirmExpungeAsync(request)).Version.ShouldBe(2u);
    }

    [Fact]
    public async Task Where_tokens_name_people_it_takes_two_and_both_are_in_history()
    {
        var provider = await Given.RetailerAsync();
        var second = await Given.SecondClientAsync(provider);
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var request = (await provider.Line.Retention.RequestExpungeAsync(
            new RequestExpungeRequest { Name = Expunging.Own(RecordKind.Listing, "l-1"), LegalBasis = LegalBasis.Order, BasisText = "x" }, await AsAsync(provider, "p-1"))).Request;
        request.RequestedBy.ShouldEndWith(";person:p-1");

        await Refused.WithAsync(StatusCode.FailedPrecondition, "SECOND_PERSON_REQUIRED", () => ConfirmAsync(second, request, "p-1"));
        var done = await ConfirmAsync(provider, request, "p-2");

        await Hub.SequencedAsync([done.EventId]);
        (await Given.HistoryAsync(new ReplayRequest { Stream = $"record/{provider.Id}/listing/l-1" }))[^1].Actor.ShouldBe($"client:{provider.Id}/{provider.Credential.ClientId};person:p-2");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("p;person:q")]
    [InlineData("")]
    public async Task A_person_that_cannot_stand_in_history_makes_the_token_invalid(string person)
    {
        var provider = await Given.RetailerAsync();
        var options = await AsAsync(provider, person);

        await Refused.WithAsync(StatusCode.Unauthenticated, "TOKEN_INVALID", () => provider.Line.Retention.ListHoldsAsync(new ListHoldsRequest(), options).ResponseAsync);
    }

    [Fact]
    public async Task Anothers_record_and_its_requests_are_not_there()
    {
        var (provider, other, auditor) = (await Given.RetailerAsync(), await Given.RetailerAsync(), await Given.AuditorAsync());
        await Given.RecordsAsync(provider, Records.Listing("l-1"));
        var request = await provider.RequestExpungeAsync(RecordKind.Listing, "l-1");
        var name = new RecordName { Contributor = provider.Id, Kind = RecordKind.Listing, Id = "l-1" };
        var none = new RecordName { Contributor = provider.Id, Kind = RecordKind.Listing, Id = "none" };

        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => other.ConfirmExpungeAsync(request));
        var (there, not) = (await Refused.ByAsync(() => other.HoldAsync(name, "x")), await Refused.ByAsync(() => other.HoldAsync(none, "x")));
        there.Whole().ShouldBe(not.Whole());
        (await other.Hub.Retention.ListExpungeRequestsAsync(new ListExpungeRequestsRequest())).Requests.ShouldBeEmpty();
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => other.Hub.Retention.ListHoldsAsync(new ListHoldsRequest { Name = name }).ResponseAsync);
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => provider.RequestExpungeAsync(RecordKind.Listing, "none"));
        await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => auditor.ConfirmExpungeAsync(request));
        (await auditor.Hub.Retention.ListExpungeRequestsAsync(new ListExpungeRequestsRequest { Name = name })).Requests.ShouldHaveSingleItem().Id.ShouldBe(request.Id);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var provider = await Given.RetailerAsync();

        var request = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => provider.Hub.Retention.RequestExpungeAsync(
            new RequestExpungeRequest { Name = new RecordName { Kind = RecordKind.Listing, Id = "a/b", Revision = 2 }, BasisText = "line\nfeed" }).ResponseAsync);
        var confirm = await Refused.WithAsync(
            StatusCode.InvalidArgument, "REQUEST_INVALID", () => provider.Hub.Retention.ConfirmExpungeAsync(new ConfirmExpungeRequest { RequestId = "latest" }).ResponseAsync);

        request.Fields().ShouldBe(["name.id", "name.revision", "legal_basis", "basis_text"]);
        confirm.Fields().ShouldBe(["request_id"]);
    }

    private async Task<CallOptions> AsAsync(Party party, string person) => Line.With((await Forge.OfAsync(Hub, party)).With(c => c["person"] = person).SignedByIssuer());

    private async Task<ConfirmExpungeResponse> ConfirmAsync(Party party, ExpungeRequest request, string person) =>
        await party.Line.Retention.ConfirmExpungeAsync(new ConfirmExpungeRequest { RequestId = request.Id }, await AsAsync(party, person));
}
