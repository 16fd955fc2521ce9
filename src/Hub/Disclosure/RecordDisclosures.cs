using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Agreements;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Past disclosures and uses record by record, peer hubs' among them, each disclosure with what its grant withheld; what the audit asks this room for.</summary>
internal sealed class RecordDisclosures(DisclosureRecords past, UseRecords uses, OnwardDisclosures onward, AgreementBook agreements)
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

        await foreach (var use in uses.OfRecordAsync(StreamKeys.Record(name), stop))
        {
            foreach (var record in use.Body.Records.Where(r => SameRecord(r.Name, name)))
            {
                yield return ToContract(use, record);
            }
        }

        await foreach (var passedOn in onward.OfRecordAsync(StreamKeys.Record(name), stop))
        {
            foreach (var record in passedOn.Event.Records.Where(r => SameRecord(r.Name, name)))
            {
                yield return await ToContractAsync(passedOn, record, directory, stop);
            }
        }
    }

    /// <param name="withUses">Also what stood behind things that it was told: for auditors alone, for the recipient may be told less than that.</param>
    public async IAsyncEnumerable<RecordDisclosure> ToRecipientAsync(string recipient, string agreementId, bool withUses, [EnumeratorCancellation] CancellationToken stop)
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

        await foreach (var use in withUses ? uses.ToRecipientAsync(recipient, stop) : AsyncEnumerable.Empty<PastUse>())
        {
            if (agreementId.Length == 0 || use.Body.AgreementId == agreementId)
            {
                foreach (var record in use.Body.Records)
                {
                    yield return ToContract(use, record);
                }
            }
        }

        await foreach (var passedOn in MemberId.IsOfAnotherHub(recipient) ? onward.ToRecipientAsync(recipient, stop) : AsyncEnumerable.Empty<PastOnward>())
        {
            foreach (var record in passedOn.Event.Records.Where(r => agreementId.Length == 0 || r.CameUnder.AgreementId == agreementId))
            {
                yield return await ToContractAsync(passedOn, record, directory, stop);
            }
        }
    }

    /// <summary>What a peer hub passed on, with the last disclosure of that revision to the hub.</summary>
    private async Task<RecordDisclosure> ToContractAsync(PastOnward passedOn, OnwardRecord record, AgreementDirectory directory, CancellationToken stop)
    {
        var contract = new RecordDisclosure
        {
            DisclosureId = passedOn.Event.DisclosureId.ToString("D"),
            Recipient = passedOn.Recipient,
            Purpose = passedOn.Event.Purpose,
            AgreementId = record.CameUnder.AgreementId,
            Name = record.Name,
            Recorded = passedOn.Event.Recorded.ToTimestamp(),
            AcknowledgedAt = passedOn.AcknowledgedAt?.ToTimestamp(),
            Use = passedOn.Event.Use,
        };
        await foreach (var disclosure in past.ToRecipientAsync(passedOn.Hub, [record.Stream], stop))
        {
            if (disclosure.Body.AgreementId == record.CameUnder.AgreementId
                && (record.CameUnder.Revision == 0 || disclosure.Body.AgreementRevision == record.CameUnder.Revision)
                && disclosure.Body.Records.FirstOrDefault(r => r.Grant == record.CameUnder.Grant && SameRecord(r.Name, record.Name)) is { } crossed)
            {
                (contract.AgreementRevision, contract.Version) = (disclosure.Body.AgreementRevision, crossed.Version);
                contract.Withheld.Clear();
                contract.Withheld.AddRange(WithheldFrom(disclosure, crossed, directory));
            }
        }

        return contract;
    }

    private static RecordDisclosure ToContract(PastUse use, UsedRecord record) => new()
    {
        DisclosureId = use.Id.ToString("D"),
        Recipient = use.Body.Recipient,
        Purpose = use.Body.Purpose,
        AgreementId = use.Body.AgreementId,
        AgreementRevision = use.Body.AgreementRevision,
        Name = record.Name,
        Version = record.Version,
        Recorded = use.Recorded.ToTimestamp(),
        Use = RecordUse.Correlate,
    };

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
            Use = RecordUse.Read,
        };
        contract.Withheld.AddRange(WithheldFrom(disclosure, record, directory));
        return contract;
    }

    private static IReadOnlyList<string> WithheldFrom(PastDisclosure disclosure, DisclosedRecord record, AgreementDirectory directory)
    {
        var grant = directory.TermsOf(Guid.Parse(disclosure.Body.AgreementId), disclosure.Body.AgreementRevision)!.Grants[(int)record.Grant - 1];
        return Mask.Compile(grant.Read.WithheldClasses, grant.Read.WithheldFields).Withheld(record.Name.Kind);
    }
}
