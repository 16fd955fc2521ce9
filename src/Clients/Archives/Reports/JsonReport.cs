using System.Text.Json;
using System.Text.Json.Nodes;

namespace SharingHub.Archives.Reports;

/// <summary>A report for programs: <c>sharinghub-archive-report/v1</c>.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Of(ArchiveReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["format"] = "sharinghub-archive-report/v1",
            ["clean"] = report.Clean,
            ["checkpoint"] = report.Checkpoint is not { } signed ? null : new JsonObject
            {
                ["origin"] = signed.Checkpoint.Origin,
                ["size"] = signed.Checkpoint.Size,
                ["root"] = signed.Checkpoint.Root.ToBase64(),
                ["key_given"] = report.KeyIsGiven,
                ["quorum"] = report.Quorum,
                ["cosignatures"] = new JsonArray([.. signed.Cosignatures.Select(c => new JsonObject { ["name"] = c.Key.Name, ["time"] = c.Time })]),
            },
            ["matched"] = report.Matched,
            ["erased"] = report.Erased,
            ["disclosures"] = report.Disclosures,
            ["decided"] = report.Decided,
            ["on_kept_verdicts"] = report.OnKeptVerdicts,
            ["notices"] = report.Notices,
            ["agreement_revisions"] = report.Agreements,
            ["findings"] = new JsonArray([.. report.Findings.Select(f => new JsonObject { ["path"] = f.Path, ["index"] = f.Index, ["sentence"] = f.Sentence })]),
            ["more_findings"] = report.MoreFindings,
        }.ToJsonString(Indented) + "\n";
    }
}
