using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace SharingHub.Hub.Hosting;

/// <summary>
/// Whose certificate a request counts as presented with. On the gateway's own connection it is the one that the gateway forwards,
/// or none; on any other it is the connection's, and a forwarded header is a forgery and dropped.
/// </summary>
internal sealed class ClientCertificates(RequestDelegate next, IOptions<HubOptions> options)
{
    public const string Header = "x-client-certificate";

    private readonly byte[] _gateway = X509Certificate2.CreateFromPem(File.ReadAllText(options.Value.GatewayCertificate)).RawData;

    public Task InvokeAsync(HttpContext http)
    {
        var forwarded = http.Request.Headers[Header].ToString();
        http.Request.Headers.Remove(Header);
        if (http.Connection.ClientCertificate is { } own && own.RawDataMemory.Span.SequenceEqual(_gateway))
        {
            // A feature of this request alone: the connection's own is shared by all of its HTTP/2 streams.
            http.Features.Set<ITlsConnectionFeature>(new Forwarded(Parse(forwarded)));
        }

        return next(http);
    }

    private static X509Certificate2? Parse(string header)
    {
        try
        {
            return header.Length == 0 ? null : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(header));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private sealed class Forwarded(X509Certificate2? certificate) : ITlsConnectionFeature
    {
        public X509Certificate2? ClientCertificate { get; set; } = certificate;

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(ClientCertificate);
    }
}
