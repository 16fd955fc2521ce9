using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Past disclosures record by record, each with what its grant withheld; what the audit asks this room for.</summary>
internal sealed class RecordDisclosures(DisclosureRecords past, AgreementBook agreements)
{
    public async IAsyncEnumerable<RecordDisclosure> OfRecordAsync(RecordName name, [EnumeratorCancellation] CancellationToken stop)
    {
        var directory = (await agreements.CurrentAsync(stop)).View;
        await foreach (var disclosure in past.OfRecordAsync(StreamKeys.Record(name), stop))
        {
            foreach (var record in disclosure.Body.Records.Where(r => SameRecord(r.Name, name)))
            {
                yield return ToContract(disclosure, record, directory);
            }
        }
    }

    public async IAsyncEnumerable<RecordDisclosure> ToRecipientAsync(string recipient, string agreementId, [EnumeratorCancellation] CancellationToken stop)
    {
        var directory = (await agreements.CurrentAsync(stop)).View;
        await foreach (var disclosure in past.ToRecipientAsync(recipient, stop))
        {
            if (agreementId.Length > 0 && disclosure.Body.AgreementId != agreementId)
            {
                continue;
            }

            foreach (var record in disclosure.Body.Records)
            {
                yield return ToContract(disclosure, record, directory);
            }
        }
    }

    private static bool SameRecord(RecordName one, RecordName asked) =>
        (one.Contributor, one.Kind, one.Id) == (asked.Contributor, asked.Kind, asked.Id) && (asked.Revision == 0 || asked.Revision == one.Revision);

    private static RecordDisclosure ToContract(PastDisclosure disclosure, DisclosedRecord record, AgreementDirectory directory)
    {
        var contract = new RecordDisclosure
        {
            DisclosureId = disclosure.Id.ToString("D"),
            Recipient = disclosure.Body.Recipient,
            Purpose = disclosure.Body.Purpose,
            AgreementId = disclosure.Body.AgreementId,
            AgreementRevision = disclosure.Body.AgreementRevision,
            Name = record.Name,
            Version = record.Version,
            Recorded = disclosure.Recorded.ToTimestamp(),
            AcknowledgedAt = disclosure.AcknowledgedAt?.ToTimestamp(),
        };
        var grant = directory.TermsOf(Guid.Parse(disclosure.Body.AgreementId), disclosure.Body.AgreementRevision)!.Grants[(int)record.Grant - 1];
        contract.Withheld.AddRange(Mask.Compile(grant.Read.WithheldClasses, grant.Read.WithheldFields).Withheld(record.Name.Kind));
        return contract;
    }
}
