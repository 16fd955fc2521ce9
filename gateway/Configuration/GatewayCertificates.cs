using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Gateway.Configuration;

/// <summary>The gateway's two identities and its two circles of trust, read once.</summary>
internal sealed class GatewayCertificates : IDisposable
{
    private GatewayCertificates(Identity door, Identity upstream, Trust clients, Trust upstreams) =>
        (Door, Upstream, Clients, Upstreams) = (door, upstream, clients, upstreams);

    /// <summary>What callers see.</summary>
    public Identity Door { get; }

    /// <summary>What hub and issuer see.</summary>
    public Identity Upstream { get; }

    /// <summary>Whom a caller's certificate must come from.</summary>
    public Trust Clients { get; }

    /// <summary>Whom the certificates of hub and issuer must come from.</summary>
    public Trust Upstreams { get; }

    public static GatewayCertificates? Load(GatewayOptions options, List<string> problems)
    {
        var door = Identity.Load("Gateway:Certificate", options.Certificate, "Gateway:CertificateKey", options.CertificateKey, problems);
        var upstream = Identity.Load(
            "Gateway:Upstream:Certificate", options.Upstream.Certificate, "Gateway:Upstream:CertificateKey", options.Upstream.CertificateKey, problems);
        var clients = Trust.Load("Gateway:ClientCa", options.ClientCa, Trust.ClientAuthentication, problems);
        var upstreams = Trust.Load("Gateway:Upstream:Ca", options.Upstream.Ca, Trust.ServerAuthentication, problems);
        return door is null || upstream is null || clients is null || upstreams is null
            ? null
            : new GatewayCertificates(door, upstream, clients, upstreams);
    }

    public void Dispose()
    {
        Door.Dispose();
        Upstream.Dispose();
        Clients.Dispose();
        Upstreams.Dispose();
    }

    /// <summary>A PEM file as a collection; a sentence naming the key when it is none.</summary>
    internal static X509Certificate2Collection? ReadPem(string key, string path, List<string> problems)
    {
        if (!File.Exists(path))
        {
            problems.Add($"{key} is '{path}'; there is no such file.");
            return null;
        }

        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(path);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{key} is '{path}'; the file cannot be read as PEM certificates.");
            return null;
        }

        if (found.Count > 0)
            return found;
        problems.Add($"{key} is '{path}'; the file holds no PEM certificate.");
        return null;
    }
}
