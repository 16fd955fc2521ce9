using Grpc.Core;
using SharingHub.Gateway.Tests.Harness;

namespace SharingHub.Gateway.Tests.Door;

public sealed class ForgedHeadersTests(OpenHouse open) : IClassFixture<OpenHouse>
{
    private const string Header = "x-client-certificate";

    private readonly House _house = open.House;

    [Fact]
    public async Task The_certificate_arrives_as_base64_of_its_der()
    {
        using var certificate = _house.Members.Client("amazonia");
        using var amazonia = _house.Caller(certificate);
        (await amazonia.Call()).Headers[Header].ShouldBe(Convert.ToBase64String(certificate.RawData));
        (await amazonia.Get("/ledger/checkpoint")).Headers[Header].ShouldBe(Convert.ToBase64String(certificate.RawData));
        (await amazonia.Get("/.well-known/jwks")).Headers[Header].ShouldBe(Convert.ToBase64String(certificate.RawData));
    }

    [Fact]
    public async Task Without_a_certificate_there_is_no_header()
    {
        using var stranger = _house.Caller();
        (await stranger.Call()).Headers.ShouldNotContainKey(Header);
        (await stranger.Get("/.well-known/openid-configuration")).Headers.ShouldNotContainKey(Header);
    }

    [Fact]
    public async Task A_forged_header_is_stripped_from_a_caller_without_a_certificate()
    {
        using var customs = _house.Members.Client("customs");
        using var stranger = _house.Caller();
        var forged = new Metadata { { Header, Convert.ToBase64String(customs.RawData) } };
        (await stranger.Call(forged)).Headers.ShouldNotContainKey(Header);
    }

    [Fact]
    public async Task A_forged_header_is_replaced_by_the_callers_own_certificate()
    {
        using var certificate = _house.Members.Client("amazonia");
        using var customs = _house.Members.Client("customs");
        using var amazonia = _house.Caller(certificate);
        var forged = new Metadata { { Header, Convert.ToBase64String(customs.RawData) }, { Header, "second" } };
        (await amazonia.Call(forged)).Headers[Header].ShouldBe(Convert.ToBase64String(certificate.RawData));
    }

    [Theory]
    [InlineData("X-Client-Certificate")]
    [InlineData("X-Client-Cert")]
    [InlineData("X-Forwarded-Client-Cert")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("X-Original-URL")]
    [InlineData("X-ARR-ClientCert")]
    [InlineData("Forwarded")]
    [InlineData("Client-Cert")]
    [InlineData("X-Real-IP")]
    public async Task Nobody_outside_speaks_for_a_caller(string name)
    {
        using var stranger = _house.Caller();
        stranger.Http.DefaultRequestHeaders.Add(name, "forged");
        stranger.Http.DefaultRequestHeaders.Add("x-kept", "kept");
        foreach (var path in new[] { "/ledger/x", "/.well-known/jwks" })
        {
            var seen = await stranger.Get(path);
            seen.Headers.ShouldNotContainKey(name.ToLowerInvariant());
            seen.Headers["x-kept"].ShouldBe("kept");
        }
    }

    [Fact]
    public async Task A_header_named_hop_by_hop_does_not_take_the_certificate_away()
    {
        using var certificate = _house.Members.Client("amazonia");
        using var amazonia = _house.Caller(certificate);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/ledger/x", UriKind.Relative)) { Version = new Version(1, 1) };
        request.Headers.Connection.Add(Header);
        using var answer = await amazonia.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var seen = await answer.Content.ReadFromJsonAsync<Seen>(TestContext.Current.CancellationToken);
        seen!.Headers[Header].ShouldBe(Convert.ToBase64String(certificate.RawData));
    }
}
