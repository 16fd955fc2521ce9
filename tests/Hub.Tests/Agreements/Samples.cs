namespace SharingHub.Hub.Tests.Agreements;

/// <summary>How many random cases a property is tried with.</summary>
internal static class Samples
{
    private static readonly long? Asked = long.TryParse(Environment.GetEnvironmentVariable("SHARINGHUB_CASES"), out var cases) ? cases : null;

    /// <summary>A quick run by default; the whole one before a release; as many as asked for where each run must be short, as under mutation.</summary>
    public static readonly long Cases = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1" ? 1_000_000 : Asked ?? 20_000;

    /// <summary>For one theorem among many, or where a case takes longer.</summary>
    public static readonly long Fewer = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1" ? 200_000 : Math.Min(Asked ?? 5_000, 5_000);
}
