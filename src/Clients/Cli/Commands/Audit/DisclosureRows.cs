using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Audit;

internal static class DisclosureRows
{
    public static readonly string[] Columns = ["recipient", "purpose", "record", "agreement", "disclosed", "acknowledged", "withheld"];

    public static void Add(this Results results, RecordDisclosure disclosure) => results.Add(
        Json.Of(disclosure),
        disclosure.Recipient,
        disclosure.Purpose.ToName(),
        disclosure.Name?.ToText() ?? "",
        Json.Agreement(disclosure.AgreementId, disclosure.AgreementRevision),
        Json.Time(disclosure.Recorded),
        disclosure.AcknowledgedAt is null ? "no" : Json.Time(disclosure.AcknowledgedAt),
        string.Join(", ", disclosure.Withheld));
}
