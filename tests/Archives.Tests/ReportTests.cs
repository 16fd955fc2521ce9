using System.Text.Json;
using SharingHub.Archives.Reports;
using SharingHub.Archives.Tests.Given;

namespace SharingHub.Archives.Tests;

public sealed class ReportTests
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public void A_clean_report_says_so_in_every_form()
    {
        var report = Operation.Of(12).Archive().Verify();
        TextReport.Of(report).ShouldStartWith("CLEAN");
        using var json = JsonDocument.Parse(JsonReport.Of(report));
        json.RootElement.GetProperty("clean").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("checkpoint").GetProperty("size").GetInt64().ShouldBe(12);
        HtmlReport.Of(report).ShouldContain("CLEAN");
    }

    [Fact]
    public void Findings_are_in_every_form_with_file_entry_and_sentence()
    {
        var report = Operation.Of(40).Archive().WithLines(lines => lines[1..]).Verify();
        TextReport.Of(report).ShouldContain("FINDING events/000.jsonl, entry 0: The entry has no line.");
        using var json = JsonDocument.Parse(JsonReport.Of(report));
        json.RootElement.GetProperty("findings")[0].GetProperty("index").GetInt64().ShouldBe(0);
        HtmlReport.Of(report).ShouldContain("events/000.jsonl, entry 0</th><td>The entry has no line.");
    }

    [Fact]
    public void The_page_escapes_what_others_wrote_and_runs_nothing()
    {
        var page = HtmlReport.Of(Operation.Of(12).Archive().With(Script, []).Verify());
        page.ShouldNotContain("<script");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        page.ShouldContain("default-src 'none'");
    }
}
