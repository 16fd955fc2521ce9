using Grpc.Core;
using SharingHub.Federation.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Integration.Tests.Federation;

public sealed class PeeringTests(TheHub hub) : HubTests(hub)
{
    private static int _named;

    private readonly string _id = $"hub-{Interlocked.Increment(ref _named)}";

    [Fact]
    public async Task A_hub_that_is_added_is_a_member_and_the_same_again_changes_nothing()
    {
        var request = Request();
        var added = (await Hub.Operator.Peering.AddAsync(request)).Peer;
        added.Status.ShouldBe(PeerStatus.NotFollowed);
        added.LogKeys.ShouldBe([request.LogKey]);
        (await Hub.Operator.Peering.AddAsync(request)).Peer.ShouldBe(added);
        (await MemberAsync()).Role.ShouldBe(MemberRole.PeerHub);
        (await Hub.Operator.Peering.ListAsync(new ListRequest())).Peers.ShouldContain(added);

        request.Address = "https://elsewhere.example:7443";
        await Refused.WithAsync(StatusCode.AlreadyExists, "ALREADY_EXISTS", () => Hub.Operator.Peering.AddAsync(request).ResponseAsync);
    }

    [Fact]
    public async Task Every_fault_of_a_peer_is_named_at_once()
    {
        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => Hub.Operator.Peering.AddAsync(
            new AddRequest { Id = "eu@eu", Address = "http://hub.example", CertificateAuthority = "none", LogKey = "none", WitnessKey = "none" }).ResponseAsync);

        refused.Fields().ShouldBe(["id", "display_name", "address", "certificate_authority", "log_key", "witness_key"]);
    }

    [Fact]
    public async Task A_peer_hub_is_not_registered_as_other_members_are()
    {
        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => Hub.Operator.Members.RegisterAsync(
            new RegisterRequest { Id = _id, DisplayName = "A hub", Role = MemberRole.PeerHub }).ResponseAsync);

        refused.Fields().ShouldBe(["role"]);
    }

    [Fact]
    public async Task The_exchange_ends_for_good()
    {
        await Hub.Operator.Peering.AddAsync(Request());
        var ended = (await Hub.Operator.Peering.EndAsync(new EndRequest { Id = _id, Reason = "The treaty ended." })).Peer;
        (ended.Status, ended.Reason).ShouldBe((PeerStatus.Ended, "The treaty ended."));
        (await MemberAsync()).Suspended.ShouldBeTrue("nothing goes to it");

        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () =>
            Hub.Operator.Members.ReinstateAsync(new ReinstateRequest { Id = _id, Reason = "It goes on." }).ResponseAsync);
        await Refused.WithAsync(StatusCode.AlreadyExists, "ALREADY_EXISTS", () => Hub.Operator.Peering.AddAsync(Request()).ResponseAsync);
    }

    [Fact]
    public async Task Its_log_has_several_keys_of_one_name_and_a_revoked_one_stays_so()
    {
        var first = Request();
        await Hub.Operator.Peering.AddAsync(first);
        var second = KeyOf(_id, 2);
        (await AddKeyAsync(second)).LogKeys.ShouldBe([first.LogKey, second], ignoreOrder: true);
        (await Hub.Operator.Peering.RevokeLogKeyAsync(new RevokeLogKeyRequest { Id = _id, LogKey = first.LogKey })).Peer.LogKeys.ShouldBe([second]);

        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => AddKeyAsync(first.LogKey));
        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => AddKeyAsync(KeyOf("another", 3)));
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () =>
            Hub.Operator.Peering.RevokeLogKeyAsync(new RevokeLogKeyRequest { Id = _id, LogKey = KeyOf(_id, 4) }).ResponseAsync);
    }

    [Fact]
    public async Task It_may_be_a_witness_from_the_first_or_later_by_several_keys_and_a_revoked_one_stays_so()
    {
        var (first, second) = (WitnessOf(_id, 1), WitnessOf(_id, 2));
        var request = Request();
        request.WitnessKey = first;
        (await Hub.Operator.Peering.AddAsync(request)).Peer.ShouldSatisfyAllConditions(p => p.WitnessKeys.ShouldBe([first]), p => p.CosignedSize.ShouldBe(0u));
        (await Hub.Operator.Peering.AddWitnessKeyAsync(new AddWitnessKeyRequest { Id = _id, WitnessKey = second })).Peer.WitnessKeys.ShouldBe([first, second], ignoreOrder: true);
        (await Hub.Operator.Peering.AddAsync(request)).Peer.WitnessKeys.Count.ShouldBe(2, "the same again");
        (await Hub.Operator.Peering.RevokeWitnessKeyAsync(new RevokeWitnessKeyRequest { Id = _id, WitnessKey = first })).Peer.WitnessKeys.ShouldBe([second]);

        await Refused.WithAsync(StatusCode.AlreadyExists, "ALREADY_EXISTS", () => Hub.Operator.Peering.AddAsync(request).ResponseAsync);
        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () =>
            Hub.Operator.Peering.AddWitnessKeyAsync(new AddWitnessKeyRequest { Id = _id, WitnessKey = first }).ResponseAsync);
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () =>
            Hub.Operator.Peering.RevokeWitnessKeyAsync(new RevokeWitnessKeyRequest { Id = _id, WitnessKey = WitnessOf(_id, 3) }).ResponseAsync);
        (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () =>
            Hub.Operator.Peering.AddWitnessKeyAsync(new AddWitnessKeyRequest { Id = _id, WitnessKey = request.LogKey }).ResponseAsync)).Fields().ShouldBe(["witness_key"]);
    }

    [Fact]
    public async Task Members_make_none_of_these_calls_and_auditors_only_look()
    {
        await Hub.Operator.Peering.AddAsync(Request());
        var (retailer, auditor) = (await Given.RetailerAsync(), await Given.AuditorAsync());
        (await auditor.Hub.Peering.ListAsync(new ListRequest())).Peers.ShouldContain(p => p.Id == _id);
        foreach (var call in new Func<Task>[]
        {
            () => retailer.Hub.Peering.ListAsync(new ListRequest()).ResponseAsync,
            () => auditor.Hub.Peering.AddAsync(Request()).ResponseAsync,
            () => auditor.Hub.Peering.EndAsync(new EndRequest { Id = _id, Reason = "Mine." }).ResponseAsync,
            () => auditor.Hub.Peering.AddLogKeyAsync(new AddLogKeyRequest { Id = _id, LogKey = KeyOf(_id, 5) }).ResponseAsync,
            () => auditor.Hub.Peering.RevokeLogKeyAsync(new RevokeLogKeyRequest { Id = _id, LogKey = KeyOf(_id, 1) }).ResponseAsync,
            () => auditor.Hub.Peering.AddWitnessKeyAsync(new AddWitnessKeyRequest { Id = _id, WitnessKey = WitnessOf(_id, 1) }).ResponseAsync,
            () => auditor.Hub.Peering.RevokeWitnessKeyAsync(new RevokeWitnessKeyRequest { Id = _id, WitnessKey = WitnessOf(_id, 1) }).ResponseAsync,
        })
        {
            await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", call);
        }
    }

    private AddRequest Request() => new()
    {
        Id = _id,
        DisplayName = "Another hub",
        Address = "https://hub.example:7443",
        CertificateAuthority = File.ReadAllText(Hub.Ready.Ca),
        LogKey = KeyOf(_id, 1),
    };

    private static string WitnessOf(string name, byte seed) =>
        new NoteSigner($"{name}.example/ledger/0/witness", SignatureType.Cosignature, [.. Enumerable.Repeat(seed, 32)]).Key.ToString();

    private static string KeyOf(string name, byte seed) =>
        new NoteSigner($"{name}.example/ledger/0", SignatureType.Ed25519, [.. Enumerable.Repeat(seed, 32)]).Key.ToString();

    private async Task<Peer> AddKeyAsync(string key) => (await Hub.Operator.Peering.AddLogKeyAsync(new AddLogKeyRequest { Id = _id, LogKey = key })).Peer;

    private async Task<Member> MemberAsync() => (await Hub.Operator.Members.ListAsync(new MemberServiceListRequest())).Members.Single(m => m.Id == _id);
}
