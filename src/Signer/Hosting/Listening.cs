using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Hosting;

/// <summary>Kestrel: mutual TLS with the hubs' very certificates. No authority can add another.</summary>
internal static class Listening
{
    public static void ListenAs(this KestrelServerOptions kestrel, SignerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = SignRequest.MaxBytes;
        kestrel.Listen(settings.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = settings.Certificate,
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                // Probes and the public key need none.
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                ClientCertificateValidation = (shown, _, _) => settings.Hubs.Any(hub => hub.RawDataMemory.Span.SequenceEqual(shown.RawDataMemory.Span)),
            });
        });
    }
}
