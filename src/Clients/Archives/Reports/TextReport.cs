using System.Text;

namespace SharingHub.Archives.Reports;

/// <summary>A report to read on a terminal.</summary>
public static class TextReport
{
    public static string Of(ArchiveReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder().Append(ReportWords.Verdict(report)).Append('\n');
        foreach (var (label, value) in ReportWords.Facts(report))
            text.Append("  ").Append(label).Append(": ").Append(value).Append('\n');
        foreach (var finding in report.Findings)
            text.Append("FINDING ").Append(finding).Append('\n');
        if (report.MoreFindings > 0)
            text.Append(ReportWords.More(report)).Append('\n');
        return text.ToString();
    }
}
