using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.Tests.Foundation;

public sealed class SharedReadTests
{
    private readonly List<TaskCompletionSource<int>> _reads = [];
    private readonly SharedRead<int> _shared;

    public SharedReadTests() => _shared = new SharedRead<int>(() =>
    {
        var read = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_reads)
            _reads.Add(read);
        return read.Task;
    });

    [Fact]
    public async Task Who_asks_while_one_reads_waits_for_a_read_of_after_the_question()
    {
        var first = _shared.AskAsync(Stop);
        Task<int>[] others = [_shared.AskAsync(Stop), _shared.AskAsync(Stop), _shared.AskAsync(Stop)];

        _reads[0].SetResult(1);

        (await first).ShouldBe(1);
        await Until(() => _reads.Count == 2);
        others.ShouldAllBe(other => !other.IsCompleted, "what was read before they asked is not for them");
        _reads[1].SetResult(2);
        (await Task.WhenAll(others)).ShouldBe([2, 2, 2]);
        _reads.Count.ShouldBe(2, "one read for the three of them");
    }

    [Fact]
    public async Task A_question_after_the_last_answer_reads_anew()
    {
        var first = _shared.AskAsync(Stop);
        _reads[0].SetResult(1);
        await first;

        var second = _shared.AskAsync(Stop);
        _reads[1].SetResult(2);

        (await second).ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_is_told_to_those_who_wait_and_to_nobody_else()
    {
        var first = _shared.AskAsync(Stop);
        var second = _shared.AskAsync(Stop);

        _reads[0].SetException(new IOException("away"));

        await Should.ThrowAsync<IOException>(first);
        await Until(() => _reads.Count == 2);
        _reads[1].SetResult(2);
        (await second).ShouldBe(2);
    }

    [Fact]
    public async Task Who_gives_up_ends_its_own_wait_alone()
    {
        using var gaveUp = new CancellationTokenSource();
        var one = _shared.AskAsync(gaveUp.Token);
        var other = _shared.AskAsync(Stop);

        await gaveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(one);
        _reads[0].SetResult(1);
        await Until(() => _reads.Count == 2);
        _reads[1].SetResult(2);
        (await other).ShouldBe(2);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
            await Task.Yield();
    }
}
