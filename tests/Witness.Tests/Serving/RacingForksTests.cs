using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Serving;

public sealed class RacingForksTests
{
    [Fact]
    public async Task Of_two_histories_that_race_one_at_most_is_cosigned()
    {
        using var folder = new TemporaryFolder();
        var logs = Enumerable.Range(0, 60).Select(i => new TwoHistories(common: 0, origin: $"log.example/{i}")).ToArray();
        await using var witness = await RunningWitness.StartAsync(RunningWitness.Options(folder.Witness, logs));
        foreach (var log in logs)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => witness.AddAsync(log.Request(0, 9 + i, i % 2)))));
            answers.Count(a => a.Status == 200).ShouldBe(1);
            answers.ShouldAllBe(a => a.Status == 200 || a.Status == 409);
        }
    }

    [Fact]
    public async Task A_late_answer_for_a_smaller_tree_never_rolls_back_a_larger_one()
    {
        using var folder = new TemporaryFolder();
        var log = new TwoHistories();
        await using var witness = await RunningWitness.StartAsync(RunningWitness.Options(folder.Witness, log));
        var latest = 0;
        while (latest < TwoHistories.Size - 6)
        {
            var sizes = Enumerable.Range(latest + 1, 6).ToArray();
            var answers = await Task.WhenAll(sizes.Select(size => Task.Run(() => witness.AddAsync(log.Request(latest, size)))));
            answers.Count(a => a.Status == 200).ShouldBe(1, "all go out from one size, so the first to be stored is the last");
            latest = sizes[Array.FindIndex(answers, a => a.Status == 200)];
            (await witness.AddAsync(log.Request(0, 40))).Body.ShouldBe($"{latest}\n");
        }
    }
}
