using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Audit;

/// <summary>Who was entitled to what, at a moment of history.</summary>
internal sealed class PastEntitlements(LedgerReader ledger)
{
    private static readonly Purpose[] Purposes = [.. Enum.GetValues<Purpose>().Where(p => p != Purpose.Unspecified)];

    /// <summary>To one record, as it was then: each member and purpose that it could reach, and the grant that determined.</summary>
    public async Task<IReadOnlyList<EntitlementAsOf>> OfRecordAsync(RecordName name, Moment moment, CancellationToken stop)
    {
        var act = (await ledger.ReadLastActsAsync([StreamKeys.Record(name)], moment.Index, stop)).SingleOrDefault();
        if (act is { IsErased: true } or { Type: EventTypes.RecordExpunged })
        {
            throw AuditRefusals.EntitlementsExpunged.ToException();
        }

        if (act is null || PageReader.FactsOf(act) is not { Record: not null } record)
        {
            return [];
        }

        return
        [
            .. from recipient in moment.Sharing.Agreements.RecipientsOf(name.Contributor)
               where moment.Sharing.Members.IsActive(recipient)
               from purpose in Purposes
               let grant = moment.Sharing.Decide(moment.Sharing.EntitlementOf(recipient, purpose), record.Facts)
               where grant is not null
               orderby recipient, purpose
               select Entry(recipient, purpose, name.Kind, grant),
        ];
    }

    /// <summary>Of one member: each grant that was in its window, with each of its kinds that was not prohibited altogether.</summary>
    public static IReadOnlyList<EntitlementAsOf> OfMember(string member, Moment moment) =>
    [
        .. from purpose in Purposes
           from offer in moment.Sharing.Feeding(member, new RecordQuery { Purpose = purpose })
           select Entry(member, purpose, offer.Kind, offer.Grant),
    ];

    private static EntitlementAsOf Entry(string recipient, Purpose purpose, RecordKind kind, CompiledGrant grant)
    {
        var entry = new EntitlementAsOf
        {
            Recipient = recipient,
            Purpose = purpose,
            Contributor = grant.Provider,
            Kind = kind,
            AgreementId = grant.AgreementName,
            AgreementRevision = grant.Revision,
            Grant = grant.Number,
        };
        entry.Withheld.AddRange(grant.Mask.Withheld(kind));
        return entry;
    }
}
