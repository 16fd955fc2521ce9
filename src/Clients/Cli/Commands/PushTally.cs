using System.Globalization;
using System.Text.Json.Nodes;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>What a push comes to, in figures and in rows.</summary>
internal sealed class PushTally
{
    public static readonly string[] Columns = ["line", "outcome", "reason", "fields"];

    private const string Malformed = "RECORD_MALFORMED";

    public long Accepted { get; private set; }

    public long Duplicates { get; private set; }

    public long Rejected { get; private set; }

    public long Resent { get; private set; }

    public void Count(SubmittedRecord submitted)
    {
        if (submitted.Resent)
            Resent++;
        if (submitted.AcceptedHere)
            Accepted++;
        else if (submitted.Outcome == SubmitOutcome.Duplicate)
            Duplicates++;
        else
            Rejected++;
    }

    public void CountUnreadable() => Rejected++;

    public JsonObject Summary(TimeSpan took) => new()
    {
        ["summary"] = new JsonObject
        {
            ["accepted"] = Accepted,
            ["duplicates"] = Duplicates,
            ["rejected"] = Rejected,
            ["resent"] = Resent,
            ["seconds"] = Math.Round(took.TotalSeconds, 3),
            ["records_per_second"] = Rate(took),
        },
    };

    public void WriteFigures(TextWriter output, TimeSpan took)
    {
        foreach (var (name, value) in ((JsonObject)Summary(took)["summary"]!).Where(figure => figure.Key != "resent" || Resent > 0))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name.Replace('_', ' '),-20}{value}"));
    }

    public static JsonObject Json(string place, SubmittedRecord submitted)
    {
        var json = new JsonObject { ["line"] = place, ["outcome"] = submitted.Outcome.ToName() };
        if (submitted.Resent)
            json["resent"] = true;
        if (submitted.Result.Receipt is { } receipt)
            json["receipt"] = Output.Json.Of(receipt);
        if (submitted.Result.Reason.Length > 0)
            json["reason"] = submitted.Result.Reason;
        if (submitted.Result.Violations.Count > 0)
            json["violations"] = Output.Json.Of(submitted.Result.Violations);
        if (submitted.Result.Warnings.Count > 0)
            json["warnings"] = Output.Json.Of(submitted.Result.Warnings);
        return json;
    }

    public static JsonObject Json(string place, string problem) => new()
    {
        ["line"] = place,
        ["outcome"] = "REJECTED",
        ["reason"] = Malformed,
        ["violations"] = Output.Json.Of([new FieldViolation { Description = problem }]),
    };

    public static string[] Cells(string place, SubmittedRecord submitted) =>
    [
        place,
        submitted.Outcome.ToName(),
        submitted.Result.Reason,
        string.Join("; ", submitted.Result.Violations.Concat(submitted.Result.Warnings).Select(v => $"{v.Field}: {v.Description}")),
    ];

    public static string[] Cells(string place, string problem) => [place, "REJECTED", Malformed, problem];

    private double Rate(TimeSpan took) => took == TimeSpan.Zero ? 0 : Math.Round((Accepted + Duplicates + Rejected) / took.TotalSeconds);
}
