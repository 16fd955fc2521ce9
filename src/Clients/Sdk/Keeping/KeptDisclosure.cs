using System.Globalization;
using SharingHub.V1;

namespace SharingHub.Sdk.Keeping;

/// <summary>A recipient's receipt: what of a page, or of a Get, the hub says that it disclosed under one agreement.</summary>
/// <param name="EventId">The disclosure.</param>
/// <param name="Purpose">What was stated.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="AgreementRevision">Its revision.</param>
/// <param name="Records">What came under it.</param>
public sealed record KeptDisclosure(Guid EventId, Purpose Purpose, Guid AgreementId, long AgreementRevision, IReadOnlyList<KeptDelivery> Records) : KeptReceipt(EventId)
{
    /// <summary>What is to be kept of a page: one receipt for each agreement revision that determined some of it.</summary>
    public static IEnumerable<KeptDisclosure> Of(Page page, Purpose purpose)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Disclosures.Select(disclosure => Of(disclosure, purpose, page.Views, page.Notices));
    }

    /// <summary>What is to be kept of leads: their shipments were disclosed with them.</summary>
    public static IEnumerable<KeptDisclosure> Of(LeadPage page, Purpose purpose)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Disclosures.Select(disclosure => Of(disclosure, purpose, page.Leads.Select(lead => lead.Shipment), []));
    }

    /// <summary>What is to be kept of a record that was got by name.</summary>
    public static IEnumerable<KeptDisclosure> Of(GetResponse answer, Purpose purpose)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Disclosure is not { } disclosure ? [] : [Of(disclosure, purpose, One(answer.View), One(answer.Notice))];
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"disclosure of {Records.Count} records");

    private static KeptDisclosure Of(DisclosureReference disclosure, Purpose purpose, IEnumerable<RecordView> views, IEnumerable<RecordNotice> notices) => new(
        IdOf(disclosure.DisclosureId), purpose, IdOf(disclosure.AgreementId), disclosure.AgreementRevision,
        [
            .. views.Where(v => v.AgreementId == disclosure.AgreementId && v.AgreementRevision == disclosure.AgreementRevision)
                .Select(v => new KeptDelivery(v.Name, (long)v.Version, NoticeType.Unspecified)),
            .. notices.Where(n => n.AgreementId == disclosure.AgreementId && n.AgreementRevision == disclosure.AgreementRevision)
                .Select(n => new KeptDelivery(n.Name, (long)n.Version, n.Type)),
        ]);

    private static IEnumerable<T> One<T>(T? message)
        where T : class => message is null ? [] : [message];
}
