using System.Globalization;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>Links as rows.</summary>
internal static class LinkRows
{
    public static readonly string[] Columns = ["score", "from", "to", "because"];

    public static void Add(this Results results, FoundLink link) => results.Add(
        Json.Of(link), Score(link), link.From.ToText(), Text(link.To), string.Join(", ", link.Reasons.Select(reason => $"{reason.Aspect} {reason.Agreement}".TrimEnd())));

    public static void SayFurther(this Session session, uint members)
    {
        if (members > 0)
            session.Say($"{members} further {(members == 1 ? "member holds a linked record" : "members hold linked records")}, of which agreements let no more be said.");
    }

    public static string Score(FoundLink link) => link.Score.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Text(LinkedRecord linked) => linked.Record?.ToText() ?? $"a record of {linked.Contributor}";
}
