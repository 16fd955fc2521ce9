using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Says why a record can or cannot reach a recipient.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "The record.");
    private readonly Option<string> _recipient = new("--recipient") { HelpName = "MEMBER", Description = "Who would get it.", Required = true };
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<DateTimeOffset?> _at = Choice.Time("--at", "As it was at this time (UTC unless it says otherwise). Default: now.");

    public ExplainCommand()
        : base(
            "explain",
            "Says why a record can or cannot reach a recipient for a purpose, condition by condition. For its contributor, a recipient that sees it, and auditors.",
            "sharinghub agreements explain amazonia/listing/lst-1 --recipient customs --purpose border-targeting --as amazonia")
    {
        Add(_name);
        Add(_recipient);
        Add(_purpose);
        Add(_at);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Agreements.ExplainAsync(
            new ExplainRequest
            {
                Name = session.Get(_name),
                Recipient = session.Get(_recipient),
                Purpose = session.Get(_purpose),
                At = session.Get(_at) is { } at ? Timestamp.FromDateTimeOffset(at) : null,
            },
            cancellationToken: session.Cancel);
        if (session.Format == OutputFormat.Table)
            Write(session.Terminal.Output, answer);
        else
            Results.WriteOne(session.Terminal, session.Format, Json.Of(answer));
        return ExitCode.Done;
    }

    /// <summary>Names as the other tables have them.</summary>
    private static string Short(string text) => text.Replace("RECORD_KIND_", "").Replace("PURPOSE_", "").Replace("TLP_", "");

    private static void Write(TextWriter output, ExplainResponse answer)
    {
        void Line(string text) => output.WriteLine(Printable.Line(text));
        Line(answer.Summary);
        if (answer.Withheld.Count > 0)
            Line($"Withheld: {string.Join(", ", answer.Withheld)}");
        foreach (var agreement in answer.Considered)
        {
            Line($"Agreement {Json.Agreement(agreement.AgreementId, agreement.AgreementRevision)}");
            foreach (var part in agreement.Parts)
            {
                Line($"  {(part.Grant > 0 ? $"grant {part.Grant}" : $"prohibition {part.Prohibition}")}: {(part.Matched ? "matches" : "does not match")}");
                foreach (var condition in part.Conditions)
                    Line($"    [{(condition.Held ? "x" : " ")}] {condition.Name}: asks {Short(condition.Asked)}; found {Short(condition.Found)}");
            }
        }
    }
}
