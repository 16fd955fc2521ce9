using System.Collections.Concurrent;
using System.Globalization;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Logs;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tests.Events;
using SharingHub.Verification.Tests.Tiles;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Logs;

public sealed class LogVerifierTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1";

    private static readonly LogPolicy Unwitnessed = new(GivenEvent.Origin, [GivenEvent.Log.Key]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    public void A_log_as_it_was_signed_is_sound_and_shows_every_entry(int size)
    {
        var log = GivenLog.Of(size);
        var seen = 0L;
        var report = Verify(log, visit: (index, entry) =>
        {
            index.ShouldBe(seen++);
            entry.ToArray().ShouldBe(GivenLog.Entry((int)index));
        });
        report.Findings.ShouldBeEmpty();
        report.Sound.ShouldBeTrue();
        report.Checkpoint!.Checkpoint.Size.ShouldBe(size);
        seen.ShouldBe(size);
    }

    [Fact]
    public void Any_one_byte_changed_in_any_file_of_a_log_of_600_entries_is_found_and_its_file_named()
    {
        var log = GivenLog.Of(600, entry: i => [(byte)i, (byte)(i >> 8)]);
        Parallel.ForEach(log.Files.SelectMany(f => Enumerable.Range(0, f.Value.Length).Select(at => (Path: f.Key, At: at))), flip =>
            FlippedPaths(log, flip.Path, flip.At, 1 << (flip.At % 8)).ShouldBe([flip.Path], $"byte {flip.At}"));
    }

    [Fact]
    public void Any_bit_changed_in_a_checkpoint_is_found()
    {
        var log = GivenLog.Of(3);
        for (var at = 0; at < log.Files[TilePath.Checkpoint].Length * 8; at++)
            FlippedPaths(log, TilePath.Checkpoint, at / 8, 1 << (at % 8)).ShouldBe([TilePath.Checkpoint]);
    }

    /// <summary>
    /// Drawn from a seed that SHARINGHUB_SEED repeats; SHARINGHUB_LONG=1 makes it 2 000 at each edge. The whole log is checked again each time: a
    /// verifier that trusted what it had seen before would be another one. With 65 536 entries that takes a tenth of a second, and all six edges
    /// eleven minutes of processor time.
    /// </summary>
    [Theory]
    [InlineData(255, 2_000)]
    [InlineData(256, 2_000)]
    [InlineData(257, 2_000)]
    [InlineData(65_535, 6)]
    [InlineData(65_536, 6)]
    [InlineData(65_537, 6)]
    public void At_the_edges_of_tiles_seeded_changes_of_one_byte_are_found_and_named(int size, int changes)
    {
        var log = GivenLog.Of(size, entry: i => Hex.Utf8($"sharinghub-ledger/v1\n{i,44}\n"));
        string[] paths = [.. log.Files.Keys.Order(StringComparer.Ordinal)];
        string[] edges = [.. TileLayout.Of(size).Select(t => t.ToString()).TakeLast(3)];
        var seed = Environment.GetEnvironmentVariable("SHARINGHUB_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("SHARINGHUB_SEED={0}, {1} entries", seed, size);
        var random = new Random(seed);
        var flips = new List<(string Path, int At, int Mask)>();
        for (var i = 0; i < (Long ? 2_000 : changes); i++)
        {
            // The last files are where the edges are; half of the changes go there.
            var path = i % 2 == 0 ? edges[random.Next(edges.Length)] : paths[random.Next(paths.Length)];
            flips.Add((path, random.Next(log.Files[path].Length), random.Next(1, 256)));
        }

        var missed = new ConcurrentBag<string>();
        Parallel.ForEach(flips, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, flip =>
        {
            if (!FlippedPaths(log, flip.Path, flip.At, flip.Mask).SequenceEqual([flip.Path]))
                missed.Add($"{flip.Path}, byte {flip.At}, xor {flip.Mask:x2}");
        });
        missed.ShouldBeEmpty($"SHARINGHUB_SEED={seed}");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var log = GivenLog.Of(600);
        foreach (var path in log.Files.Keys)
        {
            var report = Verify(p => p == path ? null : log.Read(p));
            report.Sound.ShouldBeFalse();
            report.Findings.ShouldBe([new LogFinding(path, null, "The file is missing.")]);
        }
    }

    [Fact]
    public void A_file_cut_short_or_with_something_after_is_named()
    {
        var log = GivenLog.Of(600);
        foreach (var path in log.Files.Keys)
        {
            var bytes = log.Files[path];
            foreach (var other in new byte[][] { bytes[..^1], [.. bytes, (byte)'\n'], [], [.. bytes, .. bytes] })
                Verify(p => p == path ? other : log.Read(p)).Findings.Select(f => f.Path).Distinct().ShouldBe([path]);
        }
    }

    [Fact]
    public void A_changed_entry_is_named_with_its_index()
    {
        var log = GivenLog.Of(600);
        log.Files["tile/entries/001"][2] ^= 1;
        Verify(log).Findings.ShouldBe([new LogFinding("tile/entries/001", 256, "The entry is not the one that was signed.")]);
    }

    [Fact]
    public void A_changed_leaf_is_named_with_its_index()
    {
        var log = GivenLog.Of(600);
        log.Files["tile/0/001"][32 * 44] ^= 1;
        Verify(log).Findings.ShouldBe([new LogFinding("tile/0/001", 300, "The leaf is not that of the entry in tile/entries/001.")]);
    }

    [Fact]
    public void Entries_swapped_doubled_or_replaced_together_with_their_tiles_do_not_lead_to_the_signed_root()
    {
        var log = GivenLog.Of(600);
        foreach (var other in new[] { Forged(i => i == 7 ? 8 : i == 8 ? 7 : i), Forged(i => i == 8 ? 7 : i), Forged(i => i == 599 ? 10_000 : i) })
        {
            other.Files[TilePath.Checkpoint] = log.Files[TilePath.Checkpoint];
            Verify(other).Findings.Single().Path.ShouldBe(TilePath.Checkpoint);
        }

        static GivenLog Forged(Func<int, int> index) => GivenLog.Of(600, entry: i => GivenLog.Entry(index(i)));
    }

    [Fact]
    public void A_change_in_an_entry_and_another_in_a_tile_are_both_named()
    {
        var log = GivenLog.Of(600);
        log.Files["tile/entries/000"][2] ^= 1;
        log.Files["tile/0/002.p/88"][0] ^= 1;
        var paths = Verify(log).Findings.Select(f => f.Path).ToHashSet();
        paths.ShouldContain("tile/entries/000");
        paths.ShouldContain("tile/entries/002.p/88");
        paths.ShouldContain(TilePath.Checkpoint);
    }

    [Fact]
    public void Earlier_partial_files_must_be_the_beginning_of_later_ones()
    {
        var log = GivenLog.Of(600, step: 50);
        string[] present = [.. log.Files.Keys.Where(p => p != TilePath.Checkpoint)];
        Verify(log, present).Findings.ShouldBeEmpty();
        foreach (var path in present)
        {
            log.Files[path][^1] ^= 1;
            Verify(log, present).Findings.Select(f => f.Path).ShouldContain(path);
            log.Files[path][^1] ^= 1;
        }
    }

    [Theory]
    [InlineData("tile/0/003")]
    [InlineData("tile/0/002")]
    [InlineData("tile/0/002.p/89")]
    [InlineData("tile/2/000.p/1")]
    [InlineData("tile/entries/002.p/89")]
    [InlineData("tile/8/0/000")]
    [InlineData("tile/notes.txt")]
    public void A_file_that_the_checkpoint_does_not_cover_is_named(string path) =>
        Verify(GivenLog.Of(600), [path]).Findings.Single().Path.ShouldBe(path);

    [Fact]
    public void A_checkpoint_that_names_more_than_there_is_ends_in_a_bounded_list()
    {
        var log = new GivenLog();
        var text = new Checkpoint(GivenEvent.Origin, long.MaxValue, default).ToText();
        var note = SignedNote.Create(text, [GivenEvent.Log.Sign(text, 0), GivenEvent.Witness.Sign(text, 1)]).OrThrow();
        log.Files[TilePath.Checkpoint] = note.ToBytes();
        var report = Verify(log);
        report.Truncated.ShouldBeTrue();
        report.Findings.Count.ShouldBe(LogVerifier.MaxFindings);
    }

    private static LogReport Verify(GivenLog log, IEnumerable<string>? present = null, LogEntryVisitor? visit = null) =>
        Verify(log.Read, present, visit);

    private static LogReport Verify(Func<string, ReadOnlyMemory<byte>?> read, IEnumerable<string>? present = null, LogEntryVisitor? visit = null) =>
        LogVerifier.Verify(GivenLog.Policy, read, present, visit, TestContext.Current.CancellationToken);

    private static IEnumerable<string> FlippedPaths(GivenLog log, string path, int at, int mask)
    {
        var changed = log.Files[path].ToArray();
        changed[at] ^= (byte)mask;
        // Tiles and bundles are looked at no differently under more signatures, and tens of thousands of changes are a matter of seconds then.
        var policy = path == TilePath.Checkpoint ? GivenLog.Policy : Unwitnessed;
        return LogVerifier.Verify(policy, p => p == path ? changed : log.Read(p), stop: TestContext.Current.CancellationToken).Findings.Select(f => f.Path).Distinct();
    }
}
