using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Serving;

public sealed class ListeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TwoHistories _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://0.0.0.0:0", "Without a certificate the witness listens on loopback only.")]
    [InlineData("http://192.0.2.1:7380", "Without a certificate the witness listens on loopback only.")]
    [InlineData("http://[::]:0", "Without a certificate the witness listens on loopback only.")]
    [InlineData("https://127.0.0.1:0", "needs a certificate")]
    [InlineData("http://w.example:80", "'w.example' is no IP address")]
    [InlineData("http://127.0.0.1:0/w", "such as http://127.0.0.1:7380")]
    [InlineData("ftp://127.0.0.1:0", "such as http://127.0.0.1:7380")]
    public async Task An_address_that_would_not_do_is_refused_before_anything_is_made(string listen, string words)
    {
        var refused = await Should.ThrowAsync<ArgumentException>(RunningWitness.StartAsync(RunningWitness.Options(_folder.Witness, _log) with { Listen = new Uri(listen) }));
        refused.Message.ShouldContain(words);
        Directory.Exists(_folder.Witness).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:0")]
    public async Task Loopback_needs_no_certificate(string listen)
    {
        Assert.SkipWhen(listen.Contains("::1") && !System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var witness = await RunningWitness.StartAsync(RunningWitness.Options(_folder.Witness, _log) with { Listen = new Uri(listen) });
        (await witness.AddAsync(_log.Request(0, 7))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_TLS_wherever_it_listens()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=witness", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        var (pem, keyPem) = (Path.Combine(_folder.Path, "w.pem"), Path.Combine(_folder.Path, "w.key"));
        File.WriteAllText(pem, certificate.ExportCertificatePem());
        File.WriteAllText(keyPem, key.ExportPkcs8PrivateKeyPem());
        var options = RunningWitness.Options(_folder.Witness, _log) with { Listen = new Uri("https://0.0.0.0:0"), Certificate = pem, CertificateKey = keyPem };
        await using var witness = await RunningWitness.StartAsync(options);

        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString() } };
        using var http = new HttpClient(handler);
        using var content = new ByteArrayContent(_log.Request(0, 7).ToBytes());
        using var response = await http.PostAsync(new Uri($"https://127.0.0.1:{witness.Server.Address.Port}/add-checkpoint"), content, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_the_folder_is_let_go()
    {
        await using var first = await RunningWitness.StartAsync(RunningWitness.Options(Path.Combine(_folder.Path, "other"), _log));
        var options = RunningWitness.Options(_folder.Witness, _log);
        await Should.ThrowAsync<IOException>(RunningWitness.StartAsync(options with { Listen = first.Server.Address }));
        await using var second = await RunningWitness.StartAsync(options);
    }

    [Fact]
    public async Task A_witnesss_key_is_no_logs_key_and_no_log_is_no_witness()
    {
        await using var other = await RunningWitness.StartAsync(RunningWitness.Options(Path.Combine(_folder.Path, "other"), _log));
        var options = RunningWitness.Options(_folder.Witness, _log);
        (await Should.ThrowAsync<ArgumentException>(RunningWitness.StartAsync(options with { Logs = [other.Key] }))).Message.ShouldContain("is not the key of a log");
        await Should.ThrowAsync<ArgumentException>(RunningWitness.StartAsync(options with { Logs = [] }));
        await Should.ThrowAsync<ArgumentException>(RunningWitness.StartAsync(options with { Logs = [_log.Signer.Key, _log.Signer.Key] }));
    }
}
