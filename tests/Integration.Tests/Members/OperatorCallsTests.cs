using Grpc.Core;

namespace SharingHub.Integration.Tests.Members;

public sealed class OperatorCallsTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Members_and_auditors_make_none_of_the_operators_calls()
    {
        foreach (var party in new[] { await Given.RetailerAsync(), await Given.AuditorAsync() })
        {
            var members = party.Hub.Members;
            var certificate = await File.ReadAllTextAsync(party.Credential.Certificate);
            foreach (var call in new Func<Task>[]
            {
                () => members.RegisterAsync(new RegisterRequest { Id = "mine", Role = MemberRole.Auditor, DisplayName = "Mine", Mandate = "All." }).ResponseAsync,
                () => members.SuspendAsync(new SuspendRequest { Id = party.Id, Reason = "Mine." }).ResponseAsync,
                () => members.ReinstateAsync(new ReinstateRequest { Id = party.Id, Reason = "Mine." }).ResponseAsync,
                () => members.AddClientAsync(new AddClientRequest { MemberId = party.Id, ClientId = "mine", Certificate = certificate }).ResponseAsync,
                () => members.RevokeClientAsync(new RevokeClientRequest { MemberId = party.Id, ClientId = party.Credential.ClientId }).ResponseAsync,
            })
            {
                await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", call);
            }
        }
    }

    [Fact]
    public async Task A_member_lists_itself_an_auditor_and_the_operator_all()
    {
        var (one, other, auditor) = (await Given.RetailerAsync(), await Given.RetailerAsync(), await Given.AuditorAsync());

        (await ListAsync(one)).ShouldBe([one.Id]);
        (await ListAsync(auditor)).ShouldContain(other.Id);
        var all = (await Hub.Operator.Members.ListAsync(new MemberServiceListRequest())).Members;
        all.Single(m => m.Id == one.Id).Clients.ShouldHaveSingleItem().ClientId.ShouldBe(one.Credential.ClientId);
    }

    [Fact]
    public async Task Every_fault_of_a_registration_is_named_at_once()
    {
        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            Hub.Operator.Members.RegisterAsync(new RegisterRequest { Id = "Not An Id", DisplayName = "line\nbreak", Mandate = "Who?" }).ResponseAsync);

        refused.Fields().ShouldBe(["id", "role", "display_name", "mandate"]);
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("someone@another-hub")]
    [InlineData("x\u0000y")]
    public async Task Names_that_are_reserved_or_none_are_not_registered(string id)
    {
        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            Hub.Operator.Members.RegisterAsync(new RegisterRequest { Id = id, DisplayName = "Someone", Role = MemberRole.Agency }).ResponseAsync);

        refused.Fields().ShouldBe(["id"]);
    }

    [Theory]
    [InlineData("nobody-here")]
    [InlineData("x\u0000y")]
    public async Task A_member_that_is_not_there_is_not_suspended(string id)
    {
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () =>
            Hub.Operator.Members.SuspendAsync(new SuspendRequest { Id = id, Reason = "It is not there." }).ResponseAsync);
    }

    [Fact]
    public async Task Registering_again_changes_nothing_and_other_particulars_are_refused()
    {
        var party = await Given.RetailerAsync();
        var held = (await Hub.Operator.Members.ListAsync(new MemberServiceListRequest())).Members.Single(m => m.Id == party.Id);
        var same = new RegisterRequest { Id = party.Id, DisplayName = held.DisplayName, Role = held.Role };

        (await Hub.Operator.Members.RegisterAsync(same)).Member.ShouldBe(held);
        same.Role = MemberRole.Agency;
        await Refused.WithAsync(StatusCode.AlreadyExists, "ALREADY_EXISTS", () => Hub.Operator.Members.RegisterAsync(same).ResponseAsync);
    }

    [Fact]
    public async Task A_client_acts_for_one_member_only()
    {
        var (one, other) = (await Given.RetailerAsync(), await Given.RetailerAsync());

        await Refused.WithAsync(StatusCode.AlreadyExists, "ALREADY_EXISTS", async () => await Hub.Operator.Members.AddClientAsync(new AddClientRequest
        {
            MemberId = other.Id,
            ClientId = one.Credential.ClientId,
            Certificate = await File.ReadAllTextAsync(one.Credential.Certificate),
        }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task What_is_no_certificate_is_refused(string pem)
    {
        var party = await Given.RetailerAsync();

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            Hub.Operator.Members.AddClientAsync(new AddClientRequest { MemberId = party.Id, ClientId = "some-client", Certificate = pem }).ResponseAsync);

        refused.Fields().ShouldBe(["certificate"]);
    }

    private static async Task<IEnumerable<string>> ListAsync(Party party) =>
        (await party.Hub.Members.ListAsync(new MemberServiceListRequest())).Members.Select(m => m.Id);
}
