namespace SharingHub.Hub.Agreements.Deciding;

internal static class LatestRevisions
{
    /// <summary>Of each agreement the revision that counts.</summary>
    public static IReadOnlyCollection<AgreementInForce> Of(IEnumerable<AgreementInForce> agreements)
    {
        var latest = new Dictionary<Guid, AgreementInForce>();
        foreach (var agreement in agreements)
        {
            if (!latest.TryGetValue(agreement.Id, out var other) || (agreement.Revision, agreement.Epoch).CompareTo((other.Revision, other.Epoch)) > 0)
                latest[agreement.Id] = agreement;
        }

        return latest.Values;
    }
}
