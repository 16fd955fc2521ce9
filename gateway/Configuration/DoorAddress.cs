using System.Net;

namespace SharingHub.Gateway.Configuration;

/// <summary>Where to listen. <see cref="Host"/> is null for every interface; <see cref="Loopback"/> is both loopback addresses.</summary>
internal sealed record DoorAddress(IPAddress? Host, bool Loopback, int Port)
{
    public static DoorAddress? Parse(string value)
    {
        // "*" is no host name, so the address is read with a stand-in for it.
        var everywhere = value.StartsWith("https://*:", StringComparison.Ordinal);
        if (!Uri.TryCreate(everywhere ? value.Replace("*", "0.0.0.0", StringComparison.Ordinal) : value, UriKind.Absolute, out var uri)
            || uri is not { Scheme: "https", PathAndQuery: "/" })
            return null;
        if (everywhere)
            return new DoorAddress(null, false, uri.Port);
        if (uri.Host == "localhost")
            return new DoorAddress(null, true, uri.Port);
        return IPAddress.TryParse(uri.DnsSafeHost, out var host) ? new DoorAddress(host, false, uri.Port) : null;
    }
}
