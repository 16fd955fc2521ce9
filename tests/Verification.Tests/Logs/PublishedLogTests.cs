using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Logs;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Verification.Tests.Logs;

/// <summary>The fifteen-entry log that transparency-dev/tessera publishes for tests, by its checkpoints.</summary>
public sealed class PublishedLogTests
{
    private const string Origin = "example.com/log/testdata";

    private static readonly string[] Words =
        ["one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven", "twelf", "threeten", "fourten", "fivten"];

    private static readonly LogPolicy Policy = new(Origin, [VerifierKey.Parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx").OrThrow()]);

    [Theory]
    [InlineData(0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/noo8FkGg6PbJoRNOcdjqjOq89wVvTA60eubCc4oufo5BvIVEgtQc=")]
    [InlineData(1, "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=", "M9e0lhr9kuLxGdAtaUrhm84TQffVsLdcy808sN0a3WyniNlfcr9+bywoiIke1YYciCNjJGkCgIlQ8b16jhsmg/SChAM=")]
    [InlineData(15, "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=", "M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=")]
    public void It_is_sound_at_every_published_size(int size, string root, string signature)
    {
        var files = LogGrowth.Append(0, Rfc6962.EmptyRoot, _ => null, Words.Take(size).Select(w => new ReadOnlyMemory<byte>(Hex.Utf8(w)))).OrThrow()
            .Files.ToDictionary(f => f.Path.ToString(), f => f.Bytes);
        files[TilePath.Checkpoint] = Hex.Utf8($"{Origin}\n{size}\n{root}\n\n— {Origin} {signature}\n");
        var report = LogVerifier.Verify(Policy, path => files.TryGetValue(path, out var bytes) ? bytes : null, stop: TestContext.Current.CancellationToken);
        report.Findings.ShouldBeEmpty();
        report.Sound.ShouldBeTrue();
    }
}
