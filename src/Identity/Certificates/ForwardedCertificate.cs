using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.Features;

namespace SharingHub.Identity.Certificates;

/// <summary>
/// Decides whose certificate a request presents. From the gateway, it is the forwarded one or none; from anyone else, it is the
/// connection's own, and a forwarded header counts for nothing.
/// </summary>
internal static class ForwardedCertificate
{
    public const string Header = "x-client-certificate";

    public static void BelieveOnlyTheGateway(this IApplicationBuilder app, X509Certificate2? gateway) =>
        app.Use((http, next) =>
        {
            var header = http.Request.Headers[Header].ToString();
            http.Request.Headers.Remove(Header);

            if (gateway is not null
                && http.Connection.ClientCertificate is { } own
                && own.RawDataMemory.Span.SequenceEqual(gateway.RawDataMemory.Span))
            {
                // A new feature, as Kestrel's belongs to the connection and would carry the certificate into the next request.
                http.Features.Set<ITlsConnectionFeature>(new Presented(Read(header)));
            }

            return next(http);
        });

    private static X509Certificate2? Read(string header)
    {
        if (header.Length == 0)
            return null;
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(header));
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private sealed class Presented(X509Certificate2? certificate) : ITlsConnectionFeature
    {
        public X509Certificate2? ClientCertificate { get; set; } = certificate;

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) =>
            Task.FromResult(ClientCertificate);
    }
}
