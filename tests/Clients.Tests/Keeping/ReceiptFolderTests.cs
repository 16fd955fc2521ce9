using Microsoft.Extensions.Time.Testing;
using SharingHub.Sdk.Keeping;
using SharingHub.Verification.Notes;

namespace SharingHub.Clients.Tests.Keeping;

public sealed class ReceiptFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly GivenLog _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task What_is_kept_is_read_back_the_same_with_its_place()
    {
        var (act, disclosure) = (_log.Submission(1), _log.Disclosure(2));
        await new ReceiptFolder(_temp.Path).KeepAsync([act, disclosure], Stop);

        var read = new ReceiptFolder(_temp.Path).Receipts().ToList();

        read.Select(r => r.Place).ShouldBe([$"{Path.GetFileName(_temp.File(".receipts"))}, line 1", $"{Path.GetFileName(_temp.File(".receipts"))}, line 2"]);
        read[0].Receipt.OrThrow().ShouldBe(act);
        var back = read[1].Receipt.OrThrow().ShouldBeOfType<KeptDisclosure>();
        (back with { Records = disclosure.Records }).ShouldBe(disclosure);
        back.Records.ShouldBe(disclosure.Records);
    }

    [Fact]
    public async Task It_names_records_and_holds_nothing_of_what_they_say()
    {
        await new ReceiptFolder(_temp.Path).KeepAsync([_log.Submission(1)], Stop);
        (await File.ReadAllTextAsync(_temp.File(".receipts"), Stop)).ShouldNotContain(GivenLog.Record(1).Listing.Title);
    }

    [Fact]
    public async Task Each_day_has_its_file_and_days_are_read_in_their_order()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero));
        var folder = new ReceiptFolder(_temp.Path, clock);
        await folder.KeepAsync([_log.Submission(1)], Stop);
        clock.Advance(TimeSpan.FromSeconds(2));
        await folder.KeepAsync([_log.Submission(2)], Stop);

        folder.Receipts().Select(r => (r.Place, r.Receipt.OrThrow().EventId)).ShouldBe(
            [("2026-12-31.receipts, line 1", GivenLog.Id(1)), ("2027-01-01.receipts, line 1", GivenLog.Id(2))]);
    }

    [Fact]
    public async Task A_line_that_a_crash_left_unfinished_was_never_kept_and_does_not_spoil_the_next()
    {
        var folder = new ReceiptFolder(_temp.Path);
        await folder.KeepAsync([_log.Submission(1)], Stop);
        await File.AppendAllTextAsync(_temp.File(".receipts"), """{"act":"submit","event_id":"00""", Stop);
        folder.Receipts().Count().ShouldBe(1);

        await folder.KeepAsync([_log.Submission(2)], Stop);

        folder.Receipts().Select(r => r.Receipt.OrThrow().EventId).ShouldBe([GivenLog.Id(1), GivenLog.Id(2)]);
    }

    [Fact]
    public async Task Several_writers_at_once_lose_nothing()
    {
        var acts = Enumerable.Range(1, 200).Select(_log.Submission).ToList();

        await Task.WhenAll(acts.Chunk(20).Select(chunk => Task.Run(
            async () =>
            {
                var folder = new ReceiptFolder(_temp.Path);
                foreach (var act in chunk)
                    await folder.KeepAsync([act], Stop);
            },
            Stop)));

        new ReceiptFolder(_temp.Path).Receipts().Select(r => r.Receipt.OrThrow()).ShouldBe(acts, ignoreOrder: true);
    }

    public static TheoryData<string> Damages() =>
        ["", "nonsense", "{}", """{"act":"submit"}""", """{"act":"other","event_id":"00000001-0000-7000-8000-000000000000"}""", """{"act":"submit","event_id":"x"}"""];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_line_that_is_no_receipt_says_so_and_the_others_are_read(string line)
    {
        var folder = new ReceiptFolder(_temp.Path);
        await folder.KeepAsync([_log.Submission(1)], Stop);
        await File.AppendAllTextAsync(_temp.File(".receipts"), line + "\n", Stop);
        await folder.KeepAsync([_log.Submission(2)], Stop);

        folder.Receipts().Select(r => r.Receipt.Ok).ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task Its_owner_alone_reads_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        await new ReceiptFolder(_temp.Path).KeepAsync([_log.Submission(1)], Stop);

        File.GetUnixFileMode(_temp.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(_temp.File(".receipts")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void The_first_key_that_is_pinned_stays()
    {
        var folder = new ReceiptFolder(_temp.Path);
        folder.LogKeys().ShouldBeEmpty();
        var (first, second) = (VerifierKey.Parse(_log.LogKey).OrThrow(), VerifierKey.Parse(new GivenLog().LogKey).OrThrow());

        folder.Pin(first);

        Should.Throw<IOException>(() => folder.Pin(second));
        folder.LogKeys().ShouldHaveSingleItem().ToString().ShouldBe(_log.LogKey);
    }
}
