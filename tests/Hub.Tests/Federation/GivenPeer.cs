using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Federation;
using SharingHub.Hub.Federation.Importing;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Federation;

/// <summary>The hub <c>eu</c>, at which this one is <c>us</c>: what it agreed to, and pages as it sends them.</summary>
internal static class GivenPeer
{
    public const string AgreementId = "0190a8d2-0000-7000-8000-000000000001";
    public const string DisclosureId = "0190a8d2-0000-7000-8000-00000000000d";

    public static PeerNames Names { get; } = new("eu", "us");

    public static Agreement Agreement(Action<Agreement>? but = null)
    {
        var agreement = new Agreement
        {
            Id = AgreementId,
            Revision = 3,
            Status = AgreementStatus.InForce,
            Terms = new AgreementTerms
            {
                Provider = "amazonia",
                Recipients = { "us" },
                PermittedUse = "For customs alone.",
                Grants =
                {
                    new Grant
                    {
                        Kinds = { RecordKind.Listing },
                        Purposes = { Purpose.OnwardSharing },
                        Ceiling = Tlp.Amber,
                        Read = new ReadUse { WithheldClasses = { FieldClass.Sensitive } },
                        BackFill = BackFill.All,
                        Onward = OnwardRule.Named,
                        Retention = new V1.Retention { DeleteAfterDays = 30 },
                        OnwardGrants =
                        {
                            new OnwardGrant { Members = { "customs@us", "ipcenter@us", "customs@jp" }, Purposes = { Purpose.BorderTargeting }, Read = new ReadUse { WithheldClasses = { FieldClass.Personal } } },
                            new OnwardGrant { Members = { "customs@us" }, Purposes = { Purpose.CriminalInvestigation }, Correlate = new CorrelateUse { Release = CorrelationRelease.Count }, Retention = new V1.Retention { DeleteAfterDays = 7 } },
                        },
                    },
                },
            },
        };
        but?.Invoke(agreement);
        return agreement;
    }

    public static IntelRecord Listing(Action<IntelRecord>? but = null)
    {
        var record = new IntelRecord
        {
            Id = "l-1",
            Revision = 4,
            ObservedAt = new Timestamp { Seconds = 1_606_176_000 },
            Tlp = Tlp.Amber,
            Confidence = 80,
            Listing = new Listing { Marketplace = "bazaar.example", ListingId = "B1", Title = "Watch" },
        };
        but?.Invoke(record);
        return record;
    }

    public static RecordName Name(Action<RecordName>? but = null)
    {
        var name = new RecordName { Contributor = "amazonia", Kind = RecordKind.Listing, Id = "l-1", Revision = 4 };
        but?.Invoke(name);
        return name;
    }

    /// <summary>A page of one view, and the disclosure that its ledger shows.</summary>
    public static (Page Page, Disclosed Disclosed) PageOf(IntelRecord? record = null, Action<RecordView>? but = null)
    {
        record ??= Listing();
        var view = new RecordView
        {
            Name = Name(),
            Version = 9,
            Record = Google.Protobuf.MessageExtensions.ToByteString(record),
            AgreementId = AgreementId,
            AgreementRevision = 3,
            Grant = 1,
            RecordedAt = new Timestamp { Seconds = 1_606_176_000 },
        };
        but?.Invoke(view);
        var disclosed = new Disclosed
        {
            Recipient = "us",
            Purpose = Purpose.OnwardSharing,
            AgreementId = view.AgreementId,
            AgreementRevision = view.AgreementRevision,
            Records = { new DisclosedRecord { Name = view.Name, Version = view.Version, Tlp = record.Tlp, Confidence = record.Confidence, Grant = view.Grant } },
        };
        return (new Page { Views = { view }, Disclosures = { Reference(disclosed) } }, disclosed);
    }

    public static (Page Page, Disclosed Disclosed) NoticeOf(NoticeType type, string reason = "It was wrong.")
    {
        var notice = new RecordNotice { Name = Name(), Version = 10, Type = type, Reason = reason, AgreementId = AgreementId, AgreementRevision = 3 };
        var disclosed = new Disclosed
        {
            Recipient = "us",
            Purpose = Purpose.OnwardSharing,
            AgreementId = AgreementId,
            AgreementRevision = 3,
            Records = { new DisclosedRecord { Name = Name(), Version = 10, Notice = type } },
        };
        return (new Page { Notices = { notice }, Disclosures = { Reference(disclosed) } }, disclosed);
    }

    public static DisclosureReference Reference(Disclosed disclosed) =>
        new() { DisclosureId = DisclosureId, AgreementId = disclosed.AgreementId, AgreementRevision = disclosed.AgreementRevision, Records = (uint)disclosed.Records.Count };

    public static IReadOnlyList<ForeignAct> Check(Page page, Disclosed disclosed, Action<Agreement>? agreed = null)
    {
        var known = new KnownTerms(most: 10);
        known.Learn(Agreement(agreed));
        return new PageCheck(Names, known).Check(page, [new ProvenDisclosure(DisclosureId, disclosed, new OriginReceipt { Proof = "a proof" })]);
    }
}
