using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>What an agency's leads came to, counted against what was in the consignments.</summary>
internal sealed class Found(string by, Truth truth)
{
    public string By => by;

    public int Leads { get; private set; }

    public int Counterfeit { get; private set; }

    /// <summary>Of a hundred leads, how many held counterfeits.</summary>
    public double Precision => 100.0 * Counterfeit / Leads;

    /// <summary>Of a hundred consignments that held counterfeits, how many were leads.</summary>
    public double Share => 100.0 * Counterfeit / truth.Counterfeit;

    public void Add(IEnumerable<Lead> leads)
    {
        foreach (var lead in leads)
        {
            Leads++;
            Counterfeit += truth.IsCounterfeit(LeadList.ShipmentOf(lead)) ? 1 : 0;
        }
    }
}
