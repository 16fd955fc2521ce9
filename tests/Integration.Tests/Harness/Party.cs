using System.Security.Cryptography.X509Certificates;
using SharingHub.Launcher.Hosting;
using SharingHub.Sdk;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>A member as a test plays it: through the SDK where it behaves, through a bare line where it does not.</summary>
internal sealed class Party(TheHub hub, string id, ReadyClient credential) : IAsyncDisposable
{
    private readonly Lazy<HubConnection> _hub = new(() => hub.Connect(credential));
    private readonly Lazy<Line> _line = new(() => new Line(hub, new Uri(hub.Ready.Gateway), CertificateOf(credential)));

    public string Id => id;

    public ReadyClient Credential => credential;

    public HubConnection Hub => _hub.Value;

    /// <summary>Its own certificate, nothing added to what the test sends.</summary>
    public Line Line => _line.Value;

    public X509Certificate2 Certificate => CertificateOf(credential);

    /// <summary>An access token for these purposes.</summary>
    public Task<string> TokenAsync(params Purpose[] purposes) => Line.TokenAsync(credential.ClientId, purposes);

    public async ValueTask DisposeAsync()
    {
        if (_hub.IsValueCreated)
            await _hub.Value.DisposeAsync();
        if (_line.IsValueCreated)
            _line.Value.Dispose();
    }

    private static X509Certificate2 CertificateOf(ReadyClient client) => X509Certificate2.CreateFromPemFile(client.Certificate, client.Key);
}
