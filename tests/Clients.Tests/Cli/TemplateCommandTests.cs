using SharingHub.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Cli;

public sealed class TemplateCommandTests
{
    [Fact]
    public async Task Templates_are_listed_with_their_source_and_without_a_hub()
    {
        var run = await CliRun.RunAsync("", ["agreements", "templates", "--output", "ndjson"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Lines.Select(line => line.GetProperty("template").GetString()).ShouldBe(["19cfr133.21b", "19cfr133.21e"]);
        run.Lines.ShouldAllBe(line => line.GetProperty("source").GetString()!.StartsWith("19 CFR 133.21("));
    }

    [Fact]
    public async Task A_template_is_proposed_between_the_parties_named()
    {
        await using var peer = await ScriptedHub.StartAsync();

        var run = await CliRun.AsCustomsAsync(peer, "agreements", "propose", "--template", "19cfr133.21b", "--provider", "customs", "--recipient", "brandguild");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var terms = peer.Agreements.Proposed!.Terms;
        (terms.Provider, terms.Recipients.Single(), terms.Grants.Single().Kinds.Single()).ShouldBe(("customs", "brandguild", RecordKind.Detention));
        terms.Grants[0].Purposes.ShouldBe([Purpose.BrandProtection]);
        terms.Grants[0].Conditions.ShouldBeNull();
        terms.PermittedUse.ShouldContain("19 CFR 133.21(b)");
    }

    [Fact]
    public async Task Purposes_and_brands_can_be_ones_own()
    {
        await using var peer = await ScriptedHub.StartAsync();

        var run = await CliRun.AsCustomsAsync(
            peer, "agreements", "propose", "--template", "19cfr133.21e", "--provider", "customs", "--recipient", "brandguild", "--recipient", "amazonia",
            "--purpose", "civil-litigation", "--brand", "Acme", "--brand", "Zeta");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var terms = peer.Agreements.Proposed!.Terms;
        terms.Recipients.ShouldBe(["brandguild", "amazonia"]);
        terms.Grants.Count.ShouldBe(2);
        terms.Grants.ShouldAllBe(grant => grant.Purposes.Single() == Purpose.CivilLitigation && grant.Conditions.Brands.Count == 2);
    }

    [Theory]
    [InlineData("There is no template 19cfr1. There are: 19cfr133.21b, 19cfr133.21e.", "--template", "19cfr1", "--provider", "customs", "--recipient", "brandguild")]
    [InlineData("--template needs --provider and --recipient.", "--template", "19cfr133.21b", "--provider", "customs")]
    [InlineData("--template needs --provider and --recipient.", "--template", "19cfr133.21b", "--recipient", "brandguild")]
    [InlineData("--provider, --recipient, --purpose and --brand go with --template.", "terms.json", "--brand", "Acme")]
    [InlineData("Name a file of terms or --template, one of them.")]
    [InlineData("Name a file of terms or --template, one of them.", "terms.json", "--template", "19cfr133.21b", "--provider", "customs", "--recipient", "brandguild")]
    public async Task What_does_not_go_together_is_a_usage_error(string words, params string[] args)
    {
        var run = await CliRun.RunAsync("", ["agreements", "propose", .. args]);

        (run.Code, run.Error).ShouldBe((ExitCode.Usage, words + "\n"));
    }
}
