using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SharingHub.Gateway.Limits;

/// <summary>Whom a call counts for.</summary>
internal static class Caller
{
    /// <summary>X.520 organizationName.</summary>
    private const string Organisation = "2.5.4.10";

    /// <summary>An IPv6 site owns a /64: single addresses in it cost nothing.</summary>
    private const int SiteBytes = 8;

    public static string Of(ConnectionInfo connection) => connection.ClientCertificate is { } certificate
        ? "member:" + (OrganisationOf(certificate) ?? certificate.Thumbprint)
        : "address:" + AddressOf(connection.RemoteIpAddress);

    private static string? OrganisationOf(X509Certificate2 certificate)
    {
        foreach (var name in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
            if (!name.HasMultipleElements && name.GetSingleElementType().Value == Organisation)
                return name.GetSingleElementValue();
        return null;
    }

    private static string AddressOf(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SiteBytes)),
        _ => address.ToString(),
    };
}
