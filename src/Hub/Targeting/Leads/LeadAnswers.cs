using SharingHub.Hub.Correlation;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Leads;

/// <summary>Scores one shipment for whoever asks.</summary>
internal static class LeadAnswers
{
    public static async Task<ExplainLeadResponse> ExplainAsync(Pictures pictures, Caller caller, Purpose purpose, RecordName shipment, CancellationToken stop)
    {
        var name = JoinView.NameOf(shipment.Contributor, shipment.Kind, shipment.Id);
        var (lead, told) = await pictures.TellAsync(
            caller,
            purpose,
            "lead",
            picture =>
            {
                var candidate = picture.Score(name) ?? throw Refusal.NotFound.ToException();
                var (lead, uses) = LeadContract.Of(candidate, picture.RankOf(candidate), picture.Find, picture.HoldsUntold);
                return new Answer<Lead>(lead, uses) { Shown = [candidate.Shipment] };
            },
            stop);
        if (shipment.Revision != 0 && shipment.Revision != told.Items[0].Name.Revision)
        {
            throw Refusal.NotFound.ToException();
        }

        lead.Shipment = Views.Of(told.Items[0]);
        return new ExplainLeadResponse { Lead = lead, Disclosure = told.Disclosures[0] };
    }
}
