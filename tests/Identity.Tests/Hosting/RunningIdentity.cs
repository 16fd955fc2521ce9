using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Identity.Tests.Certificates;
using SharingHub.Identity.Tests.Hosting;
using SharingHub.Identity.Tests.Tokens;

[assembly: AssemblyFixture(typeof(RunningIdentity))]

namespace SharingHub.Identity.Tests.Hosting;

/// <summary>
/// Two Identity processes on one database, started at once on an empty one, and the clients of the tests:
/// customs-main (EC; border_targeting and oversight), ipcenter-main (RSA; criminal_investigation), parcelwing-main (no purpose).
/// </summary>
public sealed class RunningIdentity : IAsyncLifetime
{
    public const string Issuer = "https://hub.example.test:7443/";

    private readonly string _folder = Directory.CreateTempSubdirectory("identity-tests").FullName;
    private readonly List<IdentityProcess> _processes = [];

    public TestAuthority Authority { get; } = new("Members' authority");

    public TestDatabase Database { get; private set; } = null!;

    public X509Certificate2 Gateway { get; private set; } = null!;

    public X509Certificate2 Customs { get; private set; } = null!;

    public X509Certificate2 Ipcenter { get; private set; } = null!;

    public X509Certificate2 Parcelwing { get; private set; } = null!;

    public IReadOnlyDictionary<string, string> Settings { get; private set; } = null!;

    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    public string Output => string.Join('\n', _processes.Select(process => process.Output));

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await StopAsync();
            throw;
        }
    }

    private async Task StartAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Gateway = Authority.Client("gateway");
        Customs = Authority.Client("customs");
        Ipcenter = Authority.RsaClient("ipcenter");
        Parcelwing = Authority.Client("parcelwing");

        Settings = MakeSettings();
        _processes.AddRange([IdentityProcess.Start(Settings), IdentityProcess.Start(Settings)]);
        await using var seed = Run("clients", "add", "--from", SeedFile());
        (await seed.ExitAsync()).ShouldBe(0, seed.Output);
        Addresses = [await _processes[0].ListeningAsync(), await _processes[1].ListeningAsync()];
    }

    /// <summary>A connection to one of the two processes, with this certificate or none.</summary>
    public Caller Caller(X509Certificate2? certificate = null, int process = 0) => Caller(Addresses[process], certificate);

    public Caller Caller(Uri address, X509Certificate2? certificate = null) => new(address, Authority.Root, certificate);

    public IdentityProcess Run(params string[] arguments) => IdentityProcess.Start(Settings, arguments);

    public string Pem(X509Certificate2 certificate) => Write($"{certificate.SerialNumber}.pem", certificate.ExportCertificatePem());

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Dictionary<string, string> MakeSettings()
    {
        using var server = Authority.Server();
        using var serverKey = server.GetECDsaPrivateKey()!;
        using var signingKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Dictionary<string, string>
        {
            ["ConnectionStrings:Identity"] = Database.ConnectionString,
            ["Identity:Issuer"] = Issuer,
            ["Identity:Listen"] = "https://127.0.0.1:0",
            ["Identity:Certificate"] = Pem(server),
            ["Identity:CertificateKey"] = Write("server.key", serverKey.ExportPkcs8PrivateKeyPem()),
            ["Identity:ClientCa"] = Pem(Authority.Root),
            ["Identity:GatewayCertificate"] = Pem(Gateway),
            ["Identity:SigningKey"] = Write("signing.key", signingKey.ExportPkcs8PrivateKeyPem()),
        };
    }

    private string SeedFile() => Write("clients.json", $$"""
        [
          {"client_id": "customs-main", "certificate": "{{Pem(Customs)}}", "purposes": ["border_targeting", "oversight"]},
          {"client_id": "ipcenter-main", "certificate": "{{Pem(Ipcenter)}}", "purposes": ["criminal_investigation"]},
          {"client_id": "parcelwing-main", "certificate": "{{Pem(Parcelwing)}}", "purposes": []}
        ]
        """);

    /// <summary>Also fails the run when a process did not stop well or logged an error.</summary>
    public async ValueTask DisposeAsync()
    {
        var exits = await Task.WhenAll(_processes.Select(process => process.StopAsync()));
        var output = Output;
        await StopAsync();
        exits.ShouldAllBe(exit => exit == 0, output);
        output.ShouldNotContain("fail:");
        output.ShouldNotContain("crit:");
    }

    private async Task StopAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
        Authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
