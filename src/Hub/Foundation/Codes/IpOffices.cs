namespace SharingHub.Hub.Foundation.Codes;

/// <summary>
/// WIPO ST.3: a country's ISO 3166-1 code, or an organisation's. An office may also go by its own short name, as USPTO or CNIPA do.
/// </summary>
internal static class IpOffices
{
    private const int CodeLength = 2;
    private const int LongestName = 12;

    /// <summary>ARIPO, Benelux, Eurasian, EUIPO, EPO, European Union, Gulf, WIPO (two), OAPI, Community plants, Nordic, UPOV, Visegrad.</summary>
    private static readonly CodeSet Organisations = new(CodeLength, "AP BX EA EM EP EU GC IB WO OA QZ XN XU XV");

    public static bool Contain(ReadOnlySpan<char> office) => office.Length == CodeLength
        ? Organisations.Contains(office) || Countries.Contain(office)
        : office.Length is > CodeLength and <= LongestName && !office.ContainsAnyExcept(CodeSet.Capitals);
}
