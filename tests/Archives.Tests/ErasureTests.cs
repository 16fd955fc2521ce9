using SharingHub.Archives.Tests.Given;

namespace SharingHub.Archives.Tests;

public sealed class ErasureTests
{
    [Fact]
    public void An_erased_entry_without_an_act_that_says_so_is_a_finding()
    {
        var history = Operation.InForce();
        var gone = history.Submit("lst-1");
        history.Erase(gone);
        history.Archive().Verify().Findings.Single().ShouldSatisfyAllConditions(
            f => f.Index.ShouldBe(gone), f => f.Sentence.ShouldContain("no act says"));
    }

    [Fact]
    public void An_act_that_says_so_of_an_entry_that_is_still_open_is_a_finding()
    {
        var history = Operation.InForce();
        var open = history.Submit("lst-1");
        var act = history.Tombstone("lst-1", open);
        history.Archive().Verify().Findings.Single().ShouldSatisfyAllConditions(
            f => f.Index.ShouldBe(act), f => f.Sentence.ShouldContain($"entry {open} of it is still open"));
    }

    [Fact]
    public void An_act_that_names_another_event_leaves_the_erased_one_a_finding()
    {
        var history = Operation.InForce();
        var (gone, other) = (history.Submit("lst-1"), history.Submit("lst-2"));
        history.Erase(gone);
        history.Tombstone("lst-1", other);
        history.Archive().Verify().Findings.Single().Index.ShouldBe(gone);
    }

    [Fact]
    public void An_act_of_another_record_s_stream_accounts_for_nothing()
    {
        var history = Operation.InForce();
        var gone = history.Submit("lst-1");
        history.Submit("lst-2");
        history.Expunge("lst-2", gone);
        history.Archive().Verify().Findings.ShouldContain(f => f.Index == gone);
    }

    [Fact]
    public void An_act_that_names_too_few_is_a_finding()
    {
        var history = Operation.InForce();
        var gone = history.Submit("lst-1");
        history.Erase(gone);
        var act = history.Tombstone("lst-1");
        var findings = history.Archive().Verify().Findings;
        findings.ShouldContain(f => f.Index == act);
        findings.ShouldContain(f => f.Index == gone);
    }
}
