using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Door;

public sealed class HandshakeTests(OpenHouse open) : IClassFixture<OpenHouse>
{
    private readonly House _house = open.House;

    [Fact]
    public async Task A_certificate_of_another_authority_ends_the_handshake()
    {
        using var others = new Authority("members");
        using var certificate = others.Client("amazonia");
        await ShouldBeRefused(certificate);
    }

    [Fact]
    public async Task An_expired_certificate_ends_the_handshake()
    {
        using var certificate = _house.Members.ExpiredClient("amazonia");
        await ShouldBeRefused(certificate);
    }

    [Fact]
    public async Task A_server_certificate_of_the_right_authority_ends_the_handshake()
    {
        using var certificate = _house.Members.Server();
        await ShouldBeRefused(certificate);
    }

    [Fact]
    public async Task A_self_signed_certificate_ends_the_handshake()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=client, O=amazonia", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await ShouldBeRefused(certificate);
    }

    [Fact]
    public async Task The_authority_of_the_servers_does_not_vouch_for_members()
    {
        using var certificate = _house.Servers.Client("amazonia");
        await ShouldBeRefused(certificate);
    }

    [Theory]
#pragma warning disable SYSLIB0039, CA5397 // Old on purpose: it must be refused.
    [InlineData(SslProtocols.Tls11)]
#pragma warning restore SYSLIB0039, CA5397
    public async Task Old_protocols_are_refused(SslProtocols protocol)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _house.Gateway.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(socket.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = protocol };
        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Garbage_on_the_port_hurts_nobody_else()
    {
        for (var i = 0; i < 20; i++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, _house.Gateway.Port, TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync(RandomNumberGenerator.GetBytes(4096), TestContext.Current.CancellationToken);
        }

        using var caller = _house.Caller();
        (await caller.Call()).Upstream.ShouldBe("hub-0");
        _house.Gateway.Lives.ShouldBeTrue();
    }

    private async Task ShouldBeRefused(X509Certificate2 certificate)
    {
        using var caller = _house.Caller(certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => caller.Get("/ledger/x"));
        using var right = _house.Members.Client("amazonia");
        using var member = _house.Caller(right);
        (await member.Get("/ledger/x")).Upstream.ShouldBe("hub-0");
    }
}
