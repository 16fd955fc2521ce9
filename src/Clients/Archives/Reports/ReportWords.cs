using System.Globalization;

namespace SharingHub.Archives.Reports;

/// <summary>The lines of a report, the same for a terminal and for a page.</summary>
internal static class ReportWords
{
    public static string Verdict(ArchiveReport report) =>
        report.Clean ? "CLEAN: the archive is complete, and everything in it is as it was signed."
        : report.Checkpoint is null ? "NOT VERIFIED: the checkpoint was not accepted, so nothing below it was checked."
        : $"{Number(report.Findings.Count + report.MoreFindings)}{(report.MoreFindings > 0 ? " OR MORE" : "")} FINDING{(report.Findings.Count == 1 ? "" : "S")}.";

    public static string Key(ArchiveReport report) => report.KeyIsGiven
        ? "the log's key was given by the reader"
        : "the log's key was taken from the archive itself: compare it with one from elsewhere, or the archive shows only that it agrees with itself";

    /// <summary>Label and value.</summary>
    public static IEnumerable<(string Label, string Value)> Facts(ArchiveReport report)
    {
        if (report.Checkpoint is { } signed)
        {
            yield return ("Log", signed.Checkpoint.Origin);
            yield return ("Key", Key(report));
            yield return ("Entries", Number(signed.Checkpoint.Size));
            yield return ("Root", signed.Checkpoint.Root.ToBase64());
            yield return ("Cosigned by", signed.Cosignatures.Count == 0 ? "no known witness" : string.Join("; ", signed.Cosignatures.Select(c => $"{c.Key.Name}, {Time(c.Time)}")));
            yield return ("Witnesses asked for", report.Quorum);
        }

        yield return ("Opened and matched", Number(report.Matched));
        yield return ("Erased, with an act that says so", Number(report.Erased));
        yield return ("Disclosures", Number(report.Disclosures));
        yield return ("Records decided again", Number(report.Decided));
        yield return ("of these on kept verdicts", Number(report.OnKeptVerdicts));
        yield return ("Notices", Number(report.Notices));
        yield return ("Revisions of agreements", Number(report.Agreements));
    }

    public static string More(ArchiveReport report) => $"... and {Number(report.MoreFindings)} more at least.";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(long? seconds) => seconds is >= 0 and <= 253_402_300_799
        ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : "at no time that exists";
}
