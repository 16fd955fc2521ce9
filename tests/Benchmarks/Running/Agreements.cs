using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>Agreements that the operation does not have, so that each line reads what it alone was given.</summary>
internal static class Agreements
{
    /// <summary>Everything of amazonia's that the operation's own agreement does not already grant, masked: no record is read in full.</summary>
    public static AgreementTerms ReadSet => Between("amazonia", "customs", Enum.GetValues<RecordKind>()[1..], FieldClass.Personal, FieldClass.Sensitive);

    /// <summary>Cartwheel's listings, for one pass of watches: nothing else of cartwheel's is there for customs to read.</summary>
    public static AgreementTerms Watched => Between("cartwheel", "customs", [RecordKind.Listing], FieldClass.Sensitive);

    /// <returns>The agreement's id.</returns>
    public static async Task<string> PutInForceAsync(Stage stage, AgreementTerms terms, CancellationToken cancellation)
    {
        var proposed = await stage.Connect(Door.Hub, terms.Provider).Agreements.ProposeAsync(new ProposeRequest { Terms = terms }, cancellationToken: cancellation);
        foreach (var recipient in terms.Recipients)
        {
            await stage.Connect(Door.Hub, recipient).Agreements.CountersignAsync(
                new CountersignRequest { AgreementId = proposed.Agreement.Id, Revision = proposed.Agreement.Revision }, cancellationToken: cancellation);
        }

        return proposed.Agreement.Id;
    }

    private static AgreementTerms Between(string provider, string recipient, IEnumerable<RecordKind> kinds, params FieldClass[] withheld) => new()
    {
        Provider = provider,
        Recipients = { recipient },
        Grants =
        {
            new Grant
            {
                Kinds = { kinds },
                Purposes = { Purpose.BorderTargeting },
                Read = new ReadUse { WithheldClasses = { withheld } },
                Ceiling = Tlp.Red,
                BackFill = BackFill.All,
                Onward = OnwardRule.None,
            },
        },
    };
}
