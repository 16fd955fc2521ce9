namespace SharingHub.Integration.Tests.Harness;

/// <summary>Terms and queries, right unless a test says otherwise.</summary>
internal static class Terms
{
    public static Grant Grant(Action<Grant>? but = null)
    {
        var grant = new Grant
        {
            Kinds = { RecordKind.Listing, RecordKind.SellerAccount },
            Purposes = { Purpose.BorderTargeting },
            Read = new ReadUse(),
            Ceiling = Tlp.Amber,
            BackFill = BackFill.All,
            Onward = OnwardRule.None,
        };
        but?.Invoke(grant);
        return grant;
    }

    /// <summary>A grant for peer hubs, which pass on to these members of theirs: <c>name@hub</c>.</summary>
    public static Grant Onward(params string[] members) => Grant(grant =>
    {
        grant.Purposes.Clear();
        grant.Purposes.Add(Purpose.OnwardSharing);
        grant.Onward = OnwardRule.Named;
        grant.OnwardGrants.Add(new OnwardGrant { Members = { members }, Purposes = { Purpose.BorderTargeting }, Read = new ReadUse() });
    });

    public static AgreementTerms Between(Party provider, Party recipient, params Grant[] grants) => new()
    {
        Provider = provider.Id,
        Recipients = { recipient.Id },
        Grants = { grants.Length == 0 ? [Grant()] : grants },
    };

    public static RecordQuery Query(Purpose purpose = Purpose.BorderTargeting, params RecordKind[] kinds) => new() { Purpose = purpose, Kinds = { kinds } };
}
