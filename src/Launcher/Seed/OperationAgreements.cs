using System.Security.Cryptography;
using System.Text;
using SharingHub.Sdk.Agreeing;
using SharingHub.V1;

namespace SharingHub.Launcher.Seed;

/// <summary>An agreement of the model operation. Its id follows from its name, so that seeding twice proposes once.</summary>
internal sealed record OperationAgreement(string Name, AgreementTerms Terms)
{
    public string Id
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"sharinghub model operation: {Name}"));
            // RFC 9562 version 8: a UUID of one's own making.
            hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
            hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
            return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D");
        }
    }
}

/// <summary>Who shares what with whom in the model operation, for which purposes, and what stays withheld.</summary>
internal static class OperationAgreements
{
    public static readonly RecordKind[] Retail = [RecordKind.SellerAccount, RecordKind.Listing, RecordKind.InventoryHold];

    public static readonly CorrelateUse NamesContributor = new() { Release = CorrelationRelease.Contributor };

    public static IReadOnlyList<OperationAgreement> All { get; } =
    [
        Between("amazonia", ["customs"], Grant(Retail, [Purpose.BorderTargeting], Tlp.AmberStrict, Read(FieldClass.Sensitive), NamesContributor)),
        Between("bazaarly", ["customs"], Grant(Retail, [Purpose.BorderTargeting], Tlp.AmberStrict, Read(FieldClass.Personal, FieldClass.Sensitive), NamesContributor)),
        Between("cartwheel", ["customs"], Grant(Retail, [Purpose.BorderTargeting], Tlp.AmberStrict, null, new CorrelateUse { Release = CorrelationRelease.Count })),
        .. new[] { "amazonia", "bazaarly", "cartwheel" }.Select(retailer =>
            Between(retailer, ["ipcenter"], Grant(Retail, [Purpose.CriminalInvestigation], Tlp.AmberStrict, Read(), NamesContributor))),
        Between("parcelwing", ["customs"], Grant([RecordKind.Shipment], [Purpose.BorderTargeting], Tlp.AmberStrict, Read(), NamesContributor)),
        Between("customs", ["parcelwing"], Grant([RecordKind.Inspection, RecordKind.InspectionOutcome], [Purpose.BorderTargeting], Tlp.Amber, Read(), null)),
        .. new[] { "amazonia", "bazaarly" }.Select(retailer => Between(
            "customs",
            [retailer],
            Grant([RecordKind.Seizure, RecordKind.InspectionOutcome], [Purpose.SellerVetting], Tlp.Amber, Read(FieldClass.Personal, FieldClass.Sensitive), null),
            Grant([RecordKind.Seizure], [Purpose.CivilLitigation], Tlp.Amber, Read(FieldClass.Sensitive), null))),
        ByTemplate("19cfr133.21b", "customs", "brandguild"),
        Between("customs", ["ipcenter"], Grant([RecordKind.Seizure, RecordKind.InspectionOutcome], [Purpose.CriminalInvestigation], Tlp.AmberStrict, Read(), NamesContributor)),
        Between(
            "brandguild",
            ["amazonia", "bazaarly", "cartwheel", "parcelwing", "customs", "ipcenter", "inspectorate"],
            Grant(
                [RecordKind.IpRight],
                [Purpose.SellerVetting, Purpose.CivilLitigation, Purpose.BorderTargeting, Purpose.CriminalInvestigation, Purpose.Oversight],
                Tlp.Amber, Read(), NamesContributor)),
    ];

    public static OperationAgreement Between(string provider, string[] recipients, params Grant[] grants)
    {
        var terms = new AgreementTerms { Provider = provider };
        terms.Recipients.AddRange(recipients);
        terms.Grants.AddRange(grants);
        return new OperationAgreement($"{provider} to {string.Join(", ", recipients)}", terms);
    }

    private static OperationAgreement ByTemplate(string name, string provider, string recipient) =>
        new($"{provider} to {recipient}, {name}", AgreementTemplate.Find(name)!.For(provider, [recipient]));

    public static Grant Grant(RecordKind[] kinds, Purpose[] purposes, Tlp ceiling, ReadUse? read, CorrelateUse? correlate)
    {
        var grant = new Grant { Read = read, Correlate = correlate, Ceiling = ceiling, BackFill = BackFill.All, Onward = OnwardRule.None };
        grant.Kinds.AddRange(kinds);
        grant.Purposes.AddRange(purposes);
        return grant;
    }

    public static ReadUse Read(params FieldClass[] withheld)
    {
        var read = new ReadUse();
        read.WithheldClasses.AddRange(withheld);
        return read;
    }
}
