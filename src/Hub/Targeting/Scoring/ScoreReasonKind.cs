namespace SharingHub.Hub.Targeting.Scoring;

internal enum ScoreReasonKind : byte
{
    /// <summary>A party is one that a record accuses, or is linked to one.</summary>
    AccusedParty,

    /// <summary>A record that accuses names this waybill or container.</summary>
    AccusedCarriage,

    /// <summary>Other consignments of a party nobody accuses are tied to accused ones.</summary>
    SharedParty,

    /// <summary>Goods are declared as those of accused parties are.</summary>
    Goods,
}
