namespace SharingHub.Gateway.Door;

/// <summary>
/// Headers by which a proxy speaks for a caller. From a caller they are a forgery, so none passes: what the hub reads about the
/// connection was set here. The gateway itself sends one of them, <see cref="ClientCertificate"/>, and no other.
/// </summary>
internal static class ForgedHeaders
{
    /// <summary>Base64 of the DER of the certificate that the caller presented.</summary>
    public const string ClientCertificate = "x-client-certificate";

    // RFC 7239 and RFC 9440 first, then what Envoy, nginx, IIS and CDNs use.
    private static readonly string[] Names =
        ["Forwarded", "Client-Cert", "Client-Cert-Chain", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-HTTP-Method-Override"];

    private static readonly string[] Prefixes =
        ["x-client-cert", "x-forwarded", "x-original-", "x-ssl-", "ssl-client-", "x-arr-", "x-envoy-", "x-rewrite-"];

    public static void UseStrippedHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Strip(context.Request.Headers);
        return next(context);
    });

    private static void Strip(IHeaderDictionary headers)
    {
        List<string>? forged = null;
        foreach (var (name, _) in headers)
            if (IsForged(name))
                (forged ??= []).Add(name);
        foreach (var name in forged ?? [])
            headers.Remove(name);
    }

    private static bool IsForged(string name)
    {
        foreach (var prefix in Prefixes)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        return Names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
