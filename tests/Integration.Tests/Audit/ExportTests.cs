using SharingHub.Launcher.Hosting;
using SharingHub.Tests.Support;

namespace SharingHub.Integration.Tests.Audit;

/// <summary>An auditor's whole way, with the command line alone: export what a hub serves, then check it without the hub.</summary>
public sealed class ExportTests(OwnHub hub) : HubTests(hub), IClassFixture<OwnHub>, IDisposable
{
    private const int Clean = 0;
    private const int Findings = 6;

    private readonly string _folder = DataFolder.MakeTemporary();

    public void Dispose() => DataFolder.Delete(_folder);

    [Fact]
    public async Task What_is_exported_verifies_with_an_expunged_record_in_it_and_a_changed_byte_is_found()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Enumerable.Range(1, 300).Select(n => Records.Listing($"l-{n}")));
        await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Seller("s-2"));
        await shared.Recipient.PullAsync();
        await Given.ExpungedAsync(Hub, shared.Provider, RecordKind.SellerAccount, "s-1");
        await shared.Recipient.PullAsync();
        var auditor = await Given.AuditorAsync();
        var archive = Path.Combine(_folder, "archive");
        await CoveredAsync();

        var (code, said) = await CommandLine.RunAsync("audit", "export", archive, "--data", Path.GetDirectoryName(Hub.ReadyFilePath)!, "--as", auditor.Id);
        code.ShouldBe(Clean, said);
        (code, said) = await CommandLine.RunAsync("verify", "archive", archive, "--log", Hub.Ready.LedgerVkey);
        code.ShouldBe(Clean, said);
        said.ShouldContain("Erased, with an act that says so: 1");
        said.ShouldContain("on kept verdicts: 1");
        foreach (var file in Directory.GetFiles(archive, "*", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(file)).ShouldNotContain(LogCheck.Canary, customMessage: "an auditor has no grant to read records");

        var events = Directory.GetFiles(Path.Combine(archive, "events"))[0];
        var bytes = await File.ReadAllBytesAsync(events);
        bytes[bytes.AsSpan().IndexOf("client:"u8)] ^= 1;
        await File.WriteAllBytesAsync(events, bytes);
        (code, said) = await CommandLine.RunAsync("verify", "archive", archive, "--log", Hub.Ready.LedgerVkey);
        code.ShouldBe(Findings, said);
    }

    private Task CoveredAsync() => Eventually.IsTrueAsync(
        async () => await Hub.CountAsync("select (select count(*) from history.mt_events) - coalesce(max(size), 0) from ledger.checkpoint where $1", true) == 0,
        "a checkpoint covers what is committed");
}
