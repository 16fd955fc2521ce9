using System.Net;
using System.Text;

namespace SharingHub.Archives.Reports;

/// <summary>A report to print: one page that needs nothing else, loads nothing and runs nothing. Every text in it is escaped.</summary>
public static class HtmlReport
{
    private const string Head =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Archive report</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <style>body{font:11pt/1.45 serif;margin:2.5cm auto;max-width:18cm;color:#000}h1{font-size:16pt}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.2em .6em;border-bottom:1px solid #999}th{font-weight:normal;width:35%}
        td{overflow-wrap:anywhere}.verdict{border:2px solid #000;padding:.6em;font-weight:bold}tr{break-inside:avoid}@media print{body{margin:0}}</style></head><body>

        """;

    public static string Of(ArchiveReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new StringBuilder(Head)
            .Append("<h1>Report on a ledger archive</h1>\n<p class=\"verdict\">").Append(Text(ReportWords.Verdict(report))).Append("</p>\n<table>\n");
        foreach (var (label, value) in ReportWords.Facts(report))
            Row(page, label, value);
        page.Append("</table>\n");
        if (report.Findings.Count > 0)
        {
            page.Append("<h2>Findings</h2>\n<table>\n");
            foreach (var finding in report.Findings)
                Row(page, finding.Index is { } index ? $"{finding.Path}, entry {index}" : finding.Path, finding.Sentence);
            page.Append("</table>\n");
        }

        if (report.MoreFindings > 0)
            page.Append("<p>").Append(Text(ReportWords.More(report))).Append("</p>\n");
        return page.Append("</body></html>\n").ToString();
    }

    private static void Row(StringBuilder page, string label, string value) =>
        page.Append("<tr><th>").Append(Text(label)).Append("</th><td>").Append(Text(value)).Append("</td></tr>\n");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
