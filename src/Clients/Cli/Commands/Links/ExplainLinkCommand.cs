using System.CommandLine;
using System.Globalization;
using SharingHub.Cli.Output;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>Says why two records are linked.</summary>
internal sealed class ExplainLinkCommand : CliCommand
{
    private readonly Argument<RecordName> _one = LinkOptions.One();
    private readonly Argument<RecordName> _other = LinkOptions.Other();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public ExplainLinkCommand()
        : base(
            "explain",
            "Says of two records what agrees, what does not, and what each adds to their link, in log-odds.",
            "sharinghub links explain amazonia/seller-account/sel-1 bazaarly/seller-account/sel-2 --purpose border-targeting --as customs")
    {
        Add(_one);
        Add(_other);
        Add(_purpose);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Correlation.ExplainAsync(
            new CorrelationServiceExplainRequest { Purpose = session.Get(_purpose), From = session.Get(_one), To = session.Get(_other) },
            cancellationToken: session.Cancel);
        if (session.Format != OutputFormat.Table)
        {
            Results.WriteOne(session.Terminal, session.Format, Json.Of(answer));
            return ExitCode.Done;
        }

        foreach (var line in Lines(answer))
            session.Terminal.Output.WriteLine(Printable.Line(line));
        return ExitCode.Done;
    }

    private static IEnumerable<string> Lines(CorrelationServiceExplainResponse answer)
    {
        if (answer.Rejected)
            yield return "Rejected: it counts for nothing.";
        if (answer.Link is not { } link)
        {
            yield return "Not linked.";
            yield break;
        }

        yield return $"Linked{Kind(link.Kind)}, {LinkRows.Score(link)}.";
        foreach (var reason in link.Reasons)
            yield return string.Create(CultureInfo.InvariantCulture, $"{reason.Weight,7:+0.00;-0.00}  {Words(reason)}");
    }

    private static string Kind(LinkKind kind) => kind switch
    {
        LinkKind.OneActor => " as one actor",
        LinkKind.SharedNumber => " by one number that they share under different names",
        _ => "",
    };

    private static string Words(FoundLinkReason reason) => reason.FromField.Length == 0
        ? "all that you may not read in both, together"
        : $"{reason.Aspect}: {reason.Agreement}, in {reason.FromField} and {reason.ToField}";
}
