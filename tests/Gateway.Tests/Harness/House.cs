using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Gateway.Tests.Harness;

/// <summary>A gateway with a hub of one or more replicas and an issuer behind it, and everybody's certificates. Gone when disposed.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly X509Certificate2 _gatewayClient;

    private House() => _gatewayClient = Members.Client("gateway");

    public Authority Members { get; } = new("members");
    public Authority Servers { get; } = new("servers");
    public List<Upstream> Hubs { get; } = [];
    public Upstream Issuer { get; private set; } = null!;
    public GatewayProcess Gateway { get; private set; } = null!;

    /// <summary>The settings that the gateway was or will be started with.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public static async Task<House> Start(int replicas = 1, X509Certificate2? hubCertificate = null, Dictionary<string, string>? settings = null)
    {
        var house = await Furnish(replicas, hubCertificate, settings);
        await house.Open();
        return house;
    }

    public async Task Open() => Gateway = await GatewayProcess.Start(Settings);

    /// <summary>Everything but the gateway itself.</summary>
    public static async Task<House> Furnish(int replicas = 1, X509Certificate2? hubCertificate = null, Dictionary<string, string>? settings = null)
    {
        var house = new House();
        for (var i = 0; i < replicas; i++)
            house.Hubs.Add(await Upstream.Start($"hub-{i}", hubCertificate ?? house.Servers.Server(), house._gatewayClient));
        house.Issuer = await Upstream.Start("issuer", house.Servers.Server(), house._gatewayClient);
        house.Configure(settings ?? []);
        return house;
    }

    public async Task Restart(Upstream hub)
    {
        Hubs[Hubs.FindIndex(one => one.Name == hub.Name)] = await Upstream.Start(hub.Name, Servers.Server(), _gatewayClient, hub.Port);
    }

    public Caller Caller(X509Certificate2? certificate = null, Authority? trusts = null) => new(Gateway.Port, certificate, trusts ?? Servers);

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (Gateway is not null)
            await Gateway.DisposeAsync();
        foreach (var hub in Hubs)
            await hub.DisposeAsync();
        await Issuer.DisposeAsync();
        Members.Dispose();
        Servers.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Configure(Dictionary<string, string> settings)
    {
        using var door = Servers.Server();
        Settings["Listen"] = "https://127.0.0.1:0";
        Settings["Certificate"] = Write("door.pem", door.ExportCertificatePem());
        Settings["CertificateKey"] = Write("door.key", door.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Settings["ClientCa"] = Write("members.pem", Members.Pem);
        for (var i = 0; i < Hubs.Count; i++)
            Settings[$"Hubs:{i}"] = Hubs[i].Address;
        Settings["Identity"] = Issuer.Address;
        Settings["Upstream:Certificate"] = Write("upstream.pem", _gatewayClient.ExportCertificatePem());
        Settings["Upstream:CertificateKey"] = Write("upstream.key", _gatewayClient.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Settings["Upstream:Ca"] = Write("servers.pem", Servers.Pem);
        Settings["Watch:ProbeSeconds"] = "1";
        foreach (var (key, value) in settings)
            Settings[key] = value;
    }
}
