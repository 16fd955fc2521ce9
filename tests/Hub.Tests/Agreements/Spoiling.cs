using Google.Protobuf;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>What <see cref="FaultyTerms"/> does to terms.</summary>
internal static class Spoiling
{
    /// <summary>What a message of a later version would carry: field 99.</summary>
    public static byte[] Unknown() => [0x98, 0x06, 0x01];

    /// <summary>What is wrong wherever conditions stand.</summary>
    public static IEnumerable<(string, Action<AgreementTerms>)> Misasked(string path, Action<AgreementTerms> begin)
    {
        (string Field, Action<Conditions> Ask)[] wrong =
        [
            ("", _ => { }),
            ("", conditions => conditions.MergeFrom(Unknown())),
            (".brands[0]", conditions => conditions.Brands.Add(" ")),
            (".brands[0]", conditions => conditions.Brands.Add(new string('a', 501))),
            (".brands[0]", conditions => conditions.Brands.Add("ac\u200bme")),
            (".brands[0]", conditions => conditions.Brands.Add("ac\tme")),
            (".brands[1]", conditions => conditions.Brands.Add(["Acme", " ACME"])),
            (".brands", conditions => conditions.Brands.Add(Enumerable.Range(0, 257).Select(i => $"b{i}"))),
            (".countries[0]", conditions => conditions.Countries.Add("cn")),
            (".countries[0]", conditions => conditions.Countries.Add("UK")),
            (".countries[1]", conditions => conditions.Countries.Add(["CN", "CN"])),
            (".ports[0]", conditions => conditions.Ports.Add("XXLIS")),
            (".ports[0]", conditions => conditions.Ports.Add("PTLI1")),
            (".ports[1]", conditions => conditions.Ports.Add(["PTLIS", "PTLIS"])),
            (".marketplaces[0]", conditions => conditions.Marketplaces.Add("")),
            (".marketplaces[0]", conditions => conditions.Marketplaces.Add(new string('a', 65))),
            (".marketplaces[1]", conditions => conditions.Marketplaces.Add(["amazonia", "AMAZONIA"])),
        ];
        return wrong.Select(one => (path + one.Field, (Action<AgreementTerms>)(terms =>
        {
            begin(terms);
            one.Ask(path.StartsWith('g') ? terms.Grants[0].Conditions : terms.Prohibitions[0].Conditions);
        })));
    }

    public static Conditions Conditioned(AgreementTerms terms, params RecordKind[] kinds)
    {
        Replace(terms.Grants[0].Kinds, kinds);
        terms.Grants[0].Read?.WithheldFields.Clear();
        return terms.Grants[0].Conditions = new Conditions();
    }

    public static Prohibition Prohibiting(AgreementTerms terms, params RecordKind[] kinds)
    {
        terms.Prohibitions.Insert(0, new Prohibition { Kinds = { kinds } });
        return terms.Prohibitions[0];
    }

    public static ReadUse Read(AgreementTerms terms) => terms.Grants[0].Read ??= new ReadUse();

    public static void Withhold(AgreementTerms terms, RecordKind kind, string field)
    {
        Replace(terms.Grants[0].Kinds, kind);
        Read(terms).WithheldFields.Insert(0, field);
    }

    public static void Replace<T>(IList<T> list, params T[] values)
    {
        list.Clear();
        foreach (var value in values)
            list.Add(value);
    }
}
