namespace SharingHub.Identity.Clients;

/// <summary>Why a recipient asks. A client is registered for purposes, and its tokens carry them as scopes.</summary>
internal static class Purpose
{
    public static IReadOnlyList<string> All { get; } =
    [
        "border_targeting", "criminal_investigation", "civil_litigation", "seller_vetting", "brand_protection", "oversight", "onward_sharing",
    ];

    private const string Prefix = "purpose:";

    public static string Scope(string purpose) => Prefix + purpose;

    public static string? OfScope(string scope) => scope.StartsWith(Prefix, StringComparison.Ordinal) ? scope[Prefix.Length..] : null;
}
