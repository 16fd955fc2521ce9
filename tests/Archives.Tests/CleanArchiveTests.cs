using SharingHub.Archives.Tests.Given;

namespace SharingHub.Archives.Tests;

public sealed class CleanArchiveTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(600)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    public void An_archive_as_it_was_written_is_clean_and_every_entry_is_accounted_for(int size)
    {
        var report = Operation.Of(size).Archive().Verify();
        report.Findings.ShouldBeEmpty();
        report.Clean.ShouldBeTrue();
        report.Entries.ShouldBe(size);
        report.Erased.ShouldBe(1);
        report.Matched.ShouldBe(size - 1);
        report.Agreements.ShouldBe(1);
        report.Disclosures.ShouldBeGreaterThan(0);
        report.Decided.ShouldBe(2 * report.Disclosures);
        report.OnKeptVerdicts.ShouldBe(1, "the expunged record was disclosed once");
    }

    [Fact]
    public void Whose_key_it_was_is_said()
    {
        var archive = Operation.Of(12).Archive();
        archive.Verify(keyGiven: true).KeyIsGiven.ShouldBeTrue();
        archive.Verify(keyGiven: false).KeyIsGiven.ShouldBeFalse();
        archive.Verify(keyGiven: false).Clean.ShouldBeTrue();
    }
}
