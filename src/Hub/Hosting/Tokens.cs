using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using SharingHub.Hub.Members;

namespace SharingHub.Hub.Hosting;

/// <summary>Access tokens of the configured issuer, per RFC 9068 and RFC 8725: fixed algorithms, type, issuer and audience.</summary>
internal static class Tokens
{
    public static void Configure(this JwtBearerOptions jwt, IssuerOptions issuer)
    {
        jwt.MapInboundClaims = false;
        jwt.IncludeErrorDetails = false;
        jwt.Authority = issuer.Authority;
        if (issuer.MetadataAddress is { } metadata)
        {
            jwt.MetadataAddress = metadata.ToString();
        }

        jwt.BackchannelHttpHandler = Backchannel(issuer);
        // An unknown key id asks the issuer again, but not more often than this.
        jwt.RefreshInterval = TimeSpan.FromSeconds(5);
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Authority,
            ValidAudience = issuer.Audience,
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = IssuerOptions.ClockSkew,
        };
    }

    private static SocketsHttpHandler Backchannel(IssuerOptions issuer)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (issuer.TrustedCa is { } file)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        return handler;
    }
}
