using System.Net;
using SharingHub.Launcher.Operation;
using SharingHub.Launcher.Pki;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Hosting;

/// <summary>Which process runs where with which settings: everything that the processes must agree on, in one place.</summary>
internal sealed class SystemPlan
{
    // A log's name outlives its address, so it has no port.
    private const string LedgerOrigin = "localhost/ledger/0";

    private readonly HostOptions options;
    private readonly DevelopmentPki pki;
    private readonly string hubDatabase;
    private readonly string hubOwnDatabase;
    private readonly string identityDatabase;
    private readonly int gatewayPort;
    private readonly int identityPort;
    private readonly int signerPort;
    private readonly IReadOnlyList<int> hubPorts;

    public SystemPlan(HostOptions options, DevelopmentPki pki, string hubDatabase, string hubOwnDatabase, string identityDatabase)
    {
        this.options = options;
        this.pki = pki;
        this.hubDatabase = hubDatabase;
        this.hubOwnDatabase = hubOwnDatabase;
        this.identityDatabase = identityDatabase;
        var free = FreePort.Take(options.Replicas + 3);
        gatewayPort = options.Port == 0 ? free[0] : options.Port;
        identityPort = free[1];
        signerPort = free[2];
        hubPorts = [.. free.Skip(3)];
    }

    public string Origin => IPAddress.IsLoopback(options.Address) ? $"https://localhost:{gatewayPort}" : AddressOf(gatewayPort);

    // The exact issuer string; OpenIddict writes the root of an origin with its slash.
    private string Issuer => Origin + "/";

    private string IdentityAddress => AddressOf(identityPort);

    public ServiceSpec Identity => Spec("identity", BuiltPrograms.Identity, IdentityAddress, new()
    {
        ["ConnectionStrings__Identity"] = identityDatabase,
        ["Identity__Issuer"] = Issuer,
        ["Identity__Listen"] = IdentityAddress,
        ["Identity__Certificate"] = pki.Identity.Certificate,
        ["Identity__CertificateKey"] = pki.Identity.Key,
        ["Identity__ClientCa"] = pki.Authority.Certificate,
        ["Identity__GatewayCertificate"] = pki.Gateway.Certificate,
        ["Identity__SigningKey"] = pki.IdentitySigningKey,
    });

    private string SignerAddress => AddressOf(signerPort);

    private string SignerFolder => Path.Combine(options.Folder, "signer");

    /// <summary>The log's public key; the signer writes it on its first start.</summary>
    public string LedgerKeyFile => Path.Combine(SignerFolder, "log.vkey");

    /// <summary>The public key of this hub's cosignatures; written as the other is.</summary>
    public string WitnessKeyFile => Path.Combine(SignerFolder, "witness.vkey");

    public ServiceSpec Signer => Spec("signer", BuiltPrograms.Signer, SignerAddress, new()
    {
        ["Signer__Listen"] = SignerAddress,
        ["Signer__Certificate"] = pki.Signer.Certificate,
        ["Signer__CertificateKey"] = pki.Signer.Key,
        ["Signer__Hubs__0"] = pki.Hub.Certificate,
        ["Signer__Folder"] = SignerFolder,
        ["Signer__Origin"] = LedgerOrigin,
    });

    public IReadOnlyList<ServiceSpec> Hubs => [.. hubPorts.Select((port, index) => Spec($"hub-{index}", BuiltPrograms.Hub, AddressOf(port), new()
    {
        ["ConnectionStrings__Hub"] = hubOwnDatabase,
        ["ConnectionStrings__HubOwner"] = hubOwnDatabase == hubDatabase ? null : hubDatabase,
        ["Hub__Listen"] = AddressOf(port),
        ["Hub__Certificate"] = pki.Hub.Certificate,
        ["Hub__CertificateKey"] = pki.Hub.Key,
        ["Hub__ClientCa"] = pki.Authority.Certificate,
        ["Hub__GatewayCertificate"] = pki.Gateway.Certificate,
        ["Hub__Issuer__Authority"] = Issuer,
        ["Hub__Issuer__MetadataAddress"] = IdentityAddress + "/.well-known/openid-configuration",
        ["Hub__Issuer__TrustedCa"] = pki.Authority.Certificate,
        ["Hub__Ledger__Origin"] = LedgerOrigin,
        ["Hub__Ledger__Signer"] = SignerAddress,
        ["Hub__Ledger__SignerCa"] = pki.Authority.Certificate,
        ["Hub__Operators__0__ClientId"] = ModelOperation.OperatorClientId,
        ["Hub__Operators__0__Certificate"] = OperatorFiles.Certificate,
    }))];

    public ServiceSpec Gateway
    {
        get
        {
            var settings = new Dictionary<string, string?>
            {
                ["Gateway__Listen"] = Origin,
                ["Gateway__Certificate"] = pki.Gateway.Certificate,
                ["Gateway__CertificateKey"] = pki.Gateway.Key,
                ["Gateway__ClientCa"] = pki.Authority.Certificate,
                ["Gateway__Identity"] = IdentityAddress,
                ["Gateway__Upstream__Certificate"] = pki.Gateway.Certificate,
                ["Gateway__Upstream__CertificateKey"] = pki.Gateway.Key,
                ["Gateway__Upstream__Ca"] = pki.Authority.Certificate,
            };
            for (var index = 0; index < hubPorts.Count; index++)
                settings[$"Gateway__Hubs__{index}"] = AddressOf(hubPorts[index]);
            return Spec("gateway", BuiltPrograms.Gateway, Origin, settings);
        }
    }

    public ReadyFile Ready() => new()
    {
        Gateway = Origin,
        Ca = pki.Authority.Certificate,
        TokenEndpoint = Origin + "/connect/token",
        Ledger = Origin + "/ledger/",
        Operator = new ReadyClient(ModelOperation.OperatorClientId, OperatorFiles.Certificate, OperatorFiles.Key),
        Members = options.Members.ToDictionary(member => member.Id, member =>
        {
            var files = pki.Client(member.ClientId, member.Id);
            return new ReadyClient(member.ClientId, files.Certificate, files.Key);
        }),
    };

    private PemFiles OperatorFiles => pki.Client(ModelOperation.OperatorClientId, ModelOperation.OperatorClientId);

    private string AddressOf(int port) => $"https://{options.Address}:{port}";

    private ServiceSpec Spec(string name, string executable, string address, Dictionary<string, string?> settings)
    {
        settings["DOTNET_ROOT"] = BuiltPrograms.RuntimeRoot;
        // Set in .NET's container images; each service says itself where it listens.
        settings["ASPNETCORE_URLS"] = null;
        settings["ASPNETCORE_HTTP_PORTS"] = null;
        foreach (var (key, value) in options.Environment)
            settings[key] = value;
        var program = new ServiceProgram(name, executable, Path.Combine(options.Folder, "logs", name + ".log")) { Environment = settings, Under = options.Under };
        return new ServiceSpec(program, new Uri(address + "/health/ready"));
    }
}

/// <summary>A service and the address that answers 200 when it is ready.</summary>
internal sealed record ServiceSpec(ServiceProgram Program, Uri Ready);
