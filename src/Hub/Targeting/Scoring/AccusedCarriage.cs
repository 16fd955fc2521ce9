using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Targeting.Scoring.Learning;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>Waybills and containers that accusing records name. Numbers are used again, so only near in time do two mean the same carriage.</summary>
internal sealed class AccusedCarriage(RejectedLinks rejected)
{
    /// <summary>Seconds. Carriers begin their numbers anew after some months at the soonest; goods held after arrival are reported within weeks.</summary>
    public const long Window = 90 * 86_400;

    private readonly Dictionary<JoinToken, List<KnownRecord>> naming = [];

    public void Observe(KnownRecord record)
    {
        if (record.Accusation == 0) return;
        foreach (var entry in record.Mentions.Carriage)
        {
            if (!naming.TryGetValue(entry.Token, out var records)) naming.Add(entry.Token, records = []);
            records.Add(record);
        }
    }

    /// <summary>The strongest, or null.</summary>
    public CarriageTie? Naming(KnownRecord consignment, Trust trust)
    {
        CarriageTie? strongest = null;
        var rejectedHere = rejected.Of(consignment.Name);
        foreach (var entry in consignment.Mentions.Carriage)
        {
            if (!naming.TryGetValue(entry.Token, out var records)) continue;
            foreach (var record in records)
            {
                if (Math.Abs(record.ObservedAt - consignment.ObservedAt) > Window || rejectedHere.Contains(record.Name)) continue;
                if (trust.Of(record) is var strength && strength > (strongest?.Strength ?? 0)) strongest = new CarriageTie(record, strength);
            }
        }
        return strongest;
    }
}
