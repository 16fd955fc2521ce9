using Grpc.Core;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Connecting;

public sealed class HubExceptionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refusal_carries_status_reason_and_every_violation_in_generated_calls_too()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Agreements.OnList = () => throw Refusals.With(
            StatusCode.InvalidArgument, "REQUEST_INVALID", "The terms are not valid.", ("terms.grants", "at least one"), ("terms.provider", "required"));
        await using var hub = peer.Connect();

        var error = await Should.ThrowAsync<HubException>(async () =>
            await hub.Agreements.ListAsync(new AgreementServiceListRequest(), cancellationToken: Stop));

        (error.StatusCode, error.Reason).ShouldBe((StatusCode.InvalidArgument, "REQUEST_INVALID"));
        error.Violations.Select(v => v.Field).ShouldBe(["terms.grants", "terms.provider"]);
        error.Message.ShouldBe("The terms are not valid. terms.grants: at least one; terms.provider: required");
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_spoken_to()
    {
        await using var peer = await ScriptedHub.StartAsync();
        await using var hub = new HubConnection(peer.Options with { CaPath = peer.Certificates.StrangerCaPath });

        var error = await Should.ThrowAsync<HubException>(async () =>
            await hub.Agreements.ListAsync(new AgreementServiceListRequest(), cancellationToken: Stop));

        error.StatusCode.ShouldBe(StatusCode.Unavailable);
        peer.Tokens.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Wrong_options_are_all_reported_at_once()
    {
        var options = new HubConnectionOptions { Gateway = new Uri("http://localhost"), CaPath = "/no/ca", ClientId = "", CertificatePath = "/no/crt", KeyPath = "/no/key" };

        var error = Should.Throw<ArgumentException>(() => new HubConnection(options));

        foreach (var name in new[] { "Gateway", "CaPath", "ClientId", "CertificatePath", "KeyPath" })
            error.Message.ShouldContain(name + ":");
    }
}
