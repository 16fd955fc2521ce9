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

    /// <summary>What is wrong with what crosses between hubs.</summary>
    public static IEnumerable<(string, Action<AgreementTerms>)> Miscrossing()
    {
        (string Field, Action<Grant, OnwardGrant> Spoil)[] crossing =
        [
            (".onward_grants", (grant, _) => grant.OnwardGrants.Clear()),
            (".purposes", (grant, _) => grant.Purposes.Add(Purpose.BorderTargeting)),
            (".read", (grant, _) => grant.Read = null),
            (".correlate", (grant, _) => grant.Correlate = new CorrelateUse { Release = CorrelationRelease.Score }),
            (".onward_grants[0]", (_, onward) => onward.MergeFrom(Unknown())),
            (".onward_grants[0]", (_, onward) => onward.Read = null),
            (".onward_grants[0].members", (_, onward) => onward.Members.Clear()),
            (".onward_grants[0].members[0]", (_, onward) => onward.Members[0] = "officer"),
            (".onward_grants[0].members[0]", (_, onward) => onward.Members[0] = "officer@nowhere"),
            (".onward_grants[0].members[0]", (_, onward) => onward.Members[0] = onward.Members[0][onward.Members[0].IndexOf('@', StringComparison.Ordinal)..]),
            (".onward_grants[0].members[0]", (_, onward) => onward.Members[0] = $"Officer{onward.Members[0]}"),
            (".onward_grants[0].members[1]", (_, onward) => onward.Members.Add(onward.Members[0])),
            (".onward_grants[0].purposes", (_, onward) => onward.Purposes.Clear()),
            (".onward_grants[0].purposes", (_, onward) => onward.Purposes.Add(Purpose.OnwardSharing)),
            (".onward_grants[0].purposes[1]", (_, onward) => onward.Purposes.Add((Purpose)77)),
            (".onward_grants[0].purposes[1]", (_, onward) => onward.Purposes.Add(onward.Purposes[0])),
            (".onward_grants[0].read.withheld_fields[0]", (_, onward) => onward.Read.WithheldFields.Add("seizure.port")),
            (".onward_grants[0].correlate.release", (_, onward) => onward.Correlate = new CorrelateUse()),
            (".onward_grants[0].retention.delete_after_days", (_, onward) => onward.Retention.DeleteAfterDays = 0),
            (".onward_grants[0].retention.delete_after_days", (_, onward) => onward.Retention.DeleteAfterDays = 31),
        ];
        (string Field, Action<AgreementTerms> Spoil)[] others =
        [
            ("grants[0].purposes", terms => terms.Grants[0].Purposes.Add(Purpose.OnwardSharing)),
            ("grants[0].onward_grants", terms => terms.Grants[0].OnwardGrants.Add(new OnwardGrant())),
            ("grants[1].onward", terms =>
            {
                var between = terms.Grants[0].Clone();
                GivenOnward.CrossingTo(terms);
                terms.Grants.Insert(1, between);
            }),
            ("grants", terms =>
            {
                var onward = GivenOnward.CrossingTo(terms);
                terms.Grants[0].OnwardGrants.Add(Enumerable.Repeat(onward, 64));
            }),
            ("grants[0].origin", terms => terms.Grants[0].Origin = new OriginGrant { AgreementId = $"{Guid.Empty}", Grant = 1 }),
            ("grants[0].origin", terms =>
            {
                GivenOnward.Carried(terms);
                terms.Grants[0].Origin = null;
            }),
            ("grants[0].origin.agreement_id", terms => GivenOnward.Carried(terms).AgreementId = "ABCDEFAB-CDEF-ABCD-EFAB-CDEFABCDEFAB"),
            ("grants[0].origin.agreement_id", terms => GivenOnward.Carried(terms).AgreementId = " "),
            ("grants[0].origin.grant", terms => GivenOnward.Carried(terms).Grant = 0),
            ("grants[0].onward", terms =>
            {
                GivenOnward.Carried(terms);
                GivenOnward.CrossingTo(terms);
            }),
        ];
        return
        [
            .. others.Select(one => (one.Field, one.Spoil)),
            .. crossing.Select(one => ($"grants[0]{one.Field}", (Action<AgreementTerms>)(terms => one.Spoil(terms.Grants[0], GivenOnward.CrossingTo(terms))))),
        ];
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
