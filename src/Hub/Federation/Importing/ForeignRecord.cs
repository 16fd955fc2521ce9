using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>A record as a peer sent it: held to the rules of intake, but for what its view had to leave out.</summary>
internal static partial class ForeignRecord
{
    /// <param name="view">As it came.</param>
    /// <param name="withheld">Paths of what its grant withholds.</param>
    /// <param name="record">What it holds.</param>
    /// <param name="problem">What is wrong with it; empty when nothing is.</param>
    public static bool TryRead(RecordView view, IReadOnlyList<string> withheld, [NotNullWhen(true)] out IntelRecord? record, out string problem)
    {
        problem = "";
        if (!RecordParser.TryParse(view.Record.Span, out record, out var unknown))
        {
            problem = "it is no sound record.";
        }
        else if (record.Origin is not null)
        {
            problem = "it comes from a third hub: a peer passes on its own members' records only.";
        }
        else if ((record.Id, record.Revision) != (view.Name.Id, view.Name.Revision) || (record.BodyCase != IntelRecord.BodyOneofCase.None && KindNames.Of(record) != view.Name.Kind))
        {
            problem = "it is not the record that its name says.";
        }
        else if (RecordValidator.Validate(record, unknown).Violations.FirstOrDefault(v => !IsLeftOut(v.Field, withheld)) is { } violation)
        {
            problem = $"{violation.Field} {violation.Description}.";
        }

        return problem.Length == 0;
    }

    /// <summary>Links name members as their own hub does.</summary>
    public static void NameHere(IntelRecord record, PeerNames names)
    {
        foreach (var link in record.BodyCase == IntelRecord.BodyOneofCase.Sighting && record.Sighting.About is { } about ? record.Links.Append(about) : record.Links)
        {
            link.Contributor = names.Here(link.Contributor);
        }
    }

    /// <summary>Whether a field is missing because the view leaves it out, something in it, or what it is in. Of a view without body nothing but the envelope is left.</summary>
    private static bool IsLeftOut(string field, IReadOnlyList<string> withheld)
    {
        var path = Index().Replace(field, "");
        return withheld.Any(w => IsUnder(path, w) || IsUnder(w, path)) || (path == "body" && withheld.Count > 0);
    }

    private static bool IsUnder(string path, string above) => path.StartsWith(above, StringComparison.Ordinal) && (path.Length == above.Length || path[above.Length] == '.');

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
