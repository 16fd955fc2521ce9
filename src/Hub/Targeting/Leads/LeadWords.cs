using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>A reason as a sentence. It says nothing that the reason does not.</summary>
internal static class LeadWords
{
    public static string Of(LeadReason reason) => reason.Kind switch
    {
        LeadReasonKind.AccusedParty => $"The {PartyOf(reason)} agrees{InWhat(reason)} with {RecordOf(reason.Path[0])}{AndThen(reason)}.",
        LeadReasonKind.AccusedCarriage => $"{RecordOf(reason.Path[0])} names this waybill or container.",
        LeadReasonKind.SharedParty => $"Other consignments of the {PartyOf(reason)} are tied to accused parties.",
        _ => $"The goods are declared {(reason.Weight > 0 ? "as" : "otherwise than")} those of accused parties are.",
    };

    private static string PartyOf(LeadReason reason) => reason.Field[(reason.Field.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    private static string InWhat(LeadReason reason)
    {
        List<string> what = [.. reason.Agreeing.Select(field => field[(field.LastIndexOf('.') + 1)..].Replace('_', ' '))];
        if (reason.WithheldAgreeing > 0)
        {
            what.Add(reason.WithheldAgreeing == 1 ? "a field that is withheld" : $"{reason.WithheldAgreeing} fields that are withheld");
        }

        return what.Count == 0 ? "" : $" in {(what.Count == 1 ? what[0] : string.Join(", ", what.SkipLast(1)) + " and " + what[^1])}";
    }

    private static string RecordOf(LeadStep step) =>
        step.Record is { } record ? $"{step.Contributor}/{KindNames.Of(record.Kind)}/{record.Id}" : $"a record of {step.Contributor}";

    private static string AndThen(LeadReason reason) =>
        reason.Path.Count == 1 ? "" : $", which leads over {string.Join(" and ", reason.Path.Skip(1).Select(RecordOf))} to an accusation";
}
