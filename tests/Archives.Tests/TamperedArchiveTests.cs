using SharingHub.Archives.Format;
using SharingHub.Archives.Tests.Given;
using SharingHub.Verification.Tiles;

namespace SharingHub.Archives.Tests;

public sealed class TamperedArchiveTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") == "1";

    [Fact]
    public void Any_one_byte_changed_in_any_file_is_found_and_its_file_named()
    {
        var archive = Operation.Of(12).Archive();
        Parallel.ForEach(archive.Files.SelectMany(f => Enumerable.Range(0, f.Value.Length).Select(at => (f.Key, At: at))), flip =>
            Found(archive.WithFlip(flip.Key, flip.At, flip.At % 8), flip.Key, flip.At));
    }

    /// <summary>400 of some 400 000; all of them with SHARINGHUB_LONG=1.</summary>
    [Fact]
    public void Any_one_byte_changed_in_an_archive_of_600_entries_is_found_and_its_file_named()
    {
        var archive = Operation.Of(600).Archive();
        var all = archive.Files.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => Enumerable.Range(0, f.Value.Length).Select(at => (f.Key, At: at))).ToArray();
        if (!Long)
            new Random(600).Shuffle(all);
        Parallel.ForEach(Long ? all : all.Take(400), flip => Found(archive.WithFlip(flip.Key, flip.At, flip.At % 8), flip.Key, flip.At));
    }

    [Fact]
    public void A_changed_line_is_named_with_its_entry()
    {
        var archive = Operation.Of(40).Archive();
        for (var index = 0; index < 40; index++)
        {
            var report = archive.WithLines(lines => [.. lines[..index], lines[index].Replace("\"index\":", "\"indes\":", StringComparison.Ordinal), .. lines[(index + 1)..]]).Verify();
            report.Findings.ShouldContain(f => f.Path == ArchiveNames.Events(0) && f.Index == index);
        }
    }

    [Fact]
    public void A_line_that_is_gone_is_named_and_the_others_are_found_all_the_same()
    {
        var archive = Operation.Of(40).Archive();
        for (var index = 0; index < 40; index++)
        {
            var report = archive.WithLines(lines => [.. lines[..index], .. lines[(index + 1)..]]).Verify();
            report.Findings.ShouldContain(f => f.Index == index && f.Sentence == "The entry has no line.", $"entry {index}");
            report.Findings.Count(f => f.Sentence == "The entry has no line.").ShouldBe(1);
        }
    }

    [Fact]
    public void A_line_that_comes_twice_is_named()
    {
        var archive = Operation.Of(40).Archive();
        for (var index = 0; index < 40; index++)
        {
            var findings = archive.WithLines(lines => [.. lines[..(index + 1)], lines[index], .. lines[(index + 1)..]]).Verify().Findings;
            findings.Single().Index.ShouldBe(index);
        }
    }

    [Fact]
    public void Lines_that_changed_places_are_named()
    {
        var archive = Operation.Of(40).Archive();
        for (var index = 0; index < 39; index++)
        {
            var findings = archive.WithLines(lines => [.. lines[..index], lines[index + 1], lines[index], .. lines[(index + 2)..]]).Verify().Findings;
            findings.ShouldContain(f => f.Index == index, $"entry {index}");
        }
    }

    [Fact]
    public void A_line_moved_to_the_next_file_is_named()
    {
        var archive = Operation.Of(4_097).Archive();
        var (first, second) = (archive.Files[ArchiveNames.Events(0)], archive.Files[ArchiveNames.Events(1)]);
        var cut = first.AsSpan(0, first.Length - 1).LastIndexOf((byte)'\n') + 1;
        var moved = archive.With(ArchiveNames.Events(0), first[..cut]).With(ArchiveNames.Events(1), [.. first[cut..], .. second]);
        moved.Verify().Findings.ShouldContain(f => f.Index == 4_095);
        var back = archive.With(ArchiveNames.Events(0), [.. first, .. second]).With(ArchiveNames.Events(1), []);
        back.Verify().Findings.ShouldContain(f => f.Index == 4_096);
    }

    [Fact]
    public void Any_file_that_is_missing_is_named()
    {
        var archive = Operation.Of(300).Archive();
        foreach (var name in archive.Files.Keys.Where(n => n is not (ArchiveNames.Policy)))
            archive.With(name, null).Verify().Findings.ShouldContain(f => f.Path == name, name);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("events/001.jsonl")]
    [InlineData("events/000.jsonl.bak")]
    [InlineData("agreements/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@2.json")]
    [InlineData("tile/0/001")]
    [InlineData("tile/.hidden")]
    public void Any_spare_file_is_named(string name) =>
        Operation.Of(40).Archive().With(name, [1, 2, 3]).Verify().Findings.ShouldContain(f => f.Path == name);

    [Fact]
    public void Under_another_log_s_key_nothing_is_accepted()
    {
        var archive = Operation.Of(12).Archive();
        var flipped = archive.WithFlip(TilePath.Checkpoint, archive.Files[TilePath.Checkpoint].Length - 20, 1).Verify();
        flipped.Checkpoint.ShouldBeNull();
        flipped.Clean.ShouldBeFalse();
    }

    private static void Found(GivenArchive changed, string name, int at)
    {
        // A policy that cannot be read is named before anything is checked.
        if (name == ArchiveNames.Policy)
        {
            try
            {
                changed.Verify().Findings.ShouldContain(f => f.Path == name, $"{name}, byte {at}");
            }
            catch (FormatException refused)
            {
                refused.Message.ShouldStartWith("The policy:");
            }

            return;
        }

        changed.Verify().Findings.ShouldContain(f => f.Path == name, $"{name}, byte {at}");
    }
}
