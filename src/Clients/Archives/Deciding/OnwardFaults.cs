using SharingHub.V1;

namespace SharingHub.Archives.Deciding;

/// <summary>The faults of docs/sharing-decisions.md in what crosses between hubs.</summary>
internal static class OnwardFaults
{
    public static bool HaveFault(AgreementTerms terms)
    {
        var named = terms.Grants.Count(grant => grant.Onward == OnwardRule.Named);
        if ((named != 0 && named != terms.Grants.Count) || terms.Grants.SelectMany(grant => grant.OnwardGrants).Count() > 64)
            return true;
        return terms.Grants.Any(grant => CrossingHasFault(grant, terms.Recipients) || OriginHasFault(grant, terms.Provider));
    }

    private static bool CrossingHasFault(Grant grant, ICollection<string> recipients)
    {
        if (grant.Onward != OnwardRule.Named)
            return grant.OnwardGrants.Count != 0 || grant.Purposes.Contains(Purpose.OnwardSharing);
        return !grant.Purposes.All(purpose => purpose == Purpose.OnwardSharing)
            || grant.Read == null || grant.Correlate != null
            || grant.OnwardGrants.Count == 0 || grant.OnwardGrants.Any(onward => HasFault(onward, grant, recipients));
    }

    private static bool HasFault(OnwardGrant onward, Grant grant, ICollection<string> recipients)
    {
        if (onward.Members.Count == 0 || TermsFaults.Repeats(onward.Members) || !onward.Members.All(member => IsOf(member, recipients)))
            return true;
        if (onward.Purposes.Count == 0 || TermsFaults.Repeats(onward.Purposes) || !onward.Purposes.All(TermsFaults.Known))
            return true;
        if (onward.Purposes.Contains(Purpose.OnwardSharing) || TermsFaults.UsesHaveFault(onward.Read, onward.Correlate, grant.Kinds))
            return true;
        return TermsFaults.HasFault(onward.Retention)
            || (onward.Retention != null && grant.Retention != null && onward.Retention.DeleteAfterDays > grant.Retention.DeleteAfterDays);
    }

    private static bool IsOf(string member, ICollection<string> hubs) => TermsFaults.IsMemberId(member) && hubs.Any(hub => !hub.Contains('@') && member.EndsWith($"@{hub}", StringComparison.Ordinal));

    private static bool OriginHasFault(Grant grant, string provider)
    {
        if (grant.Origin == null)
            return provider.Contains('@');
        return !provider.Contains('@') || grant.Onward == OnwardRule.Named || grant.Origin.Grant < 1
            || !Guid.TryParseExact(grant.Origin.AgreementId, "D", out var id) || id.ToString() != grant.Origin.AgreementId;
    }
}
