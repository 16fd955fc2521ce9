using SharingHub.Cosigning;

namespace SharingHub.Witness.Tests.Cosigning;

public sealed class EvidenceRuleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_469_400);
    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);

    [Theory]
    [InlineData(0, true)]
    [InlineData(14_400, true)]
    [InlineData(14_401, false)]
    [InlineData(86_400, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Writing_goes_on_as_long_as_the_evidence_is_no_older_than_the_limit_nor_from_the_future(int age, bool allowed)
    {
        var verdict = EvidenceRule.Decide(new Evidence(Now.AddSeconds(-age), Now.AddYears(-1)), Now, Limit);
        (verdict.WritingAllowed, verdict.Age).ShouldBe((allowed, TimeSpan.FromSeconds(age)));
        verdict.State.ShouldBe(allowed ? EvidenceState.Fresh : EvidenceState.Late);
    }

    [Theory]
    [InlineData(14_400, true)]
    [InlineData(14_401, false)]
    public void A_log_that_nobody_ever_witnessed_has_as_long_from_its_first_checkpoint(int age, bool allowed) =>
        EvidenceRule.Decide(new Evidence(null, Now.AddSeconds(-age)), Now, Limit).WritingAllowed.ShouldBe(allowed);

    [Fact]
    public void Before_the_first_checkpoint_there_is_nothing_to_witness() =>
        EvidenceRule.Decide(new Evidence(null, null), Now, Limit).ShouldBe(new EvidenceVerdict(EvidenceState.Fresh, null));

    [Fact]
    public void Without_witnesses_the_rule_is_off_and_says_so() =>
        EvidenceRule.Decide(new Evidence(null, Now.AddYears(-1)), Now, null).State.ShouldBe(EvidenceState.NotAsked);

    [Fact]
    public void The_next_quorum_is_the_recovery()
    {
        EvidenceRule.Decide(new Evidence(Now.AddHours(-5), Now.AddYears(-1)), Now, Limit).WritingAllowed.ShouldBeFalse();
        EvidenceRule.Decide(new Evidence(Now.AddSeconds(-1), Now.AddYears(-1)), Now, Limit).WritingAllowed.ShouldBeTrue();
    }
}
