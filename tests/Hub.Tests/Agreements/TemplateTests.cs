using System.Text.Json;
using Google.Protobuf;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.GivenTimes;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>The templates of the SDK, which this hub must take as they are, and which must let through what the law names and nothing else.</summary>
public sealed class TemplateTests
{
    private static readonly string[] Detention = ["imported_at", "port", "description", "quantity", "origin_country"];
    private static readonly string[] Parties = ["importer", "exporter", "manufacturer"];
    private static readonly string[] NameAndAddress = ["name", "address"];

    [Theory]
    [InlineData("19cfr133.21b")]
    [InlineData("19cfr133.21e")]
    public void A_template_is_taken_as_it_is_and_with_brands(string name)
    {
        var terms = Template(name);
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
        foreach (var grant in terms.Grants)
            grant.Conditions = new Conditions { Brands = { "acme" } };
        TermsValidator.Validate(terms, Noon).ShouldBeEmpty();
    }

    [Fact]
    public void Before_seizure_the_owner_of_a_mark_reads_what_133_21_b_names() =>
        FieldsRead("19cfr133.21b").ShouldBe([.. Detention.Select(field => $"detention.{field}")], ignoreOrder: true);

    [Fact]
    public void After_seizure_it_reads_the_parties_names_and_addresses_too() =>
        FieldsRead("19cfr133.21e").ShouldBe(
            [
                .. Detention.Select(field => $"detention.{field}"),
                "seizure.port", "seizure.quantity",
                .. from party in Parties from field in NameAndAddress select $"seizure.{party}.{field}",
            ],
            ignoreOrder: true);

    private static IEnumerable<string> FieldsRead(string name)
    {
        var terms = Template(name);
        var read = Entitlement.Compile("brandguild", Purpose.BrandProtection, [new AgreementInForce(Guid.Empty, 1, 1, terms, Noon)]).Grants;
        Enum.GetValues<RecordKind>().Where(kind => terms.Grants.Any(grant => grant.Kinds.Contains(kind))).Count().ShouldBe(read.Count);
        return read.SelectMany(grant =>
        {
            var kind = grant.Grant.Kinds.ShouldHaveSingleItem();
            var withheld = grant.Mask.Withheld(kind);
            withheld.ShouldContain("labels");
            withheld.ShouldContain("links");
            var body = RecordSchema.BodyOf(kind);
            return body.MessageType.Fields.InDeclarationOrder()
                .SelectMany(field => field.FieldType == Google.Protobuf.Reflection.FieldType.Message && field.MessageType.Name == nameof(TradeParty)
                    ? field.MessageType.Fields.InDeclarationOrder().Select(inner => $"{body.Name}.{field.Name}.{inner.Name}")
                    : [$"{body.Name}.{field.Name}"])
                .Where(path => !withheld.Contains(path));
        });
    }

    private static AgreementTerms Template(string name)
    {
        using var stream = typeof(TemplateTests).Assembly.GetManifestResourceStream($"template/{name}").ShouldNotBeNull();
        using var json = JsonDocument.Parse(stream);
        var terms = JsonParser.Default.Parse<AgreementTerms>(json.RootElement.GetProperty("terms").GetRawText());
        terms.Provider = "customs";
        terms.Recipients.Add("brandguild");
        return terms;
    }
}
