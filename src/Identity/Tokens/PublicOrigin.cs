namespace SharingHub.Identity.Tokens;

internal static class PublicOrigin
{
    /// <summary>
    /// Every request counts as one to the issuer's origin, whatever name the gateway calls this process by:
    /// the addresses in discovery are made from it.
    /// </summary>
    public static void AnswerAs(this IApplicationBuilder app, string issuer)
    {
        var host = HostString.FromUriComponent(new Uri(issuer));
        app.Use((http, next) =>
        {
            http.Request.Host = host;
            return next(http);
        });
    }
}
