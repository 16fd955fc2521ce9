using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SharingHub.Witness.Serving;

/// <summary>Where and how the witness listens. Callers are strangers, so each gets little.</summary>
internal sealed class Listening
{
    private const int MaxConnections = 128;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    private readonly IPEndPoint _endpoint;
    private readonly X509Certificate2? _certificate;

    private Listening(IPEndPoint endpoint, X509Certificate2? certificate) => (_endpoint, _certificate) = (endpoint, certificate);

    /// <exception cref="ArgumentException">The address and the certificate do not go together; the message says what would.</exception>
    public static Listening Of(WitnessOptions options)
    {
        var url = options.Listen;
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            throw new ArgumentException("The address to listen on is http:// or https://, an IP address or localhost, and a port, such as http://127.0.0.1:7380.");
        if (!IPAddress.TryParse(url.DnsSafeHost, out var address))
            address = url.IsLoopback ? IPAddress.Loopback : throw new ArgumentException($"'{url.Host}' is no IP address and not localhost. Give the address of the interface, or 0.0.0.0 for all.");
        if ((options.Certificate is null) != (options.CertificateKey is null))
            throw new ArgumentException("A certificate needs its key, and a key its certificate.");
        if ((url.Scheme == "https") != (options.Certificate is not null))
            throw new ArgumentException("Listening on https:// needs a certificate and its key; http:// has none.");
        if (options.Certificate is null && !IPAddress.IsLoopback(address))
            throw new ArgumentException("Without a certificate the witness listens on loopback only. What it says is public, but others must not be able to drop it unseen: give a certificate and its key, or put a proxy with TLS before it.");
        return new Listening(
            new IPEndPoint(address, url.Port), options.Certificate is null ? null : X509Certificate2.CreateFromPemFile(options.Certificate, options.CertificateKey));
    }

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = AddCheckpointEndpoint.MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Listen(_endpoint, listen =>
        {
            if (_certificate is not null)
                listen.UseHttps(_certificate);
        });
    }
}
