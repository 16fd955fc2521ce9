using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Targeting.Inspections;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.InspectionLife;

/// <summary>What each act is answered in each status. No cell is left to be guessed.</summary>
public sealed class InspectionTableTests
{
    // no: STATE_NOT_ALLOWED, none: NOT_FOUND, taken: ALREADY_EXISTS, again: recorded already; else the status that follows.
    private const string Table = """
                       | request   | hold  | miss   | examine  | seized | released | not found | withdraw
        nothing        | Requested | none  | none   | none     | none   | none     | none      | none
        requested      | again     | Held  | Missed | no       | no     | no       | no        | Withdrawn
        held           | again     | again | no     | Examined | no     | no       | Closed    | Withdrawn
        examined       | again     | again | no     | again    | Closed | Closed   | Closed    | no
        seized         | again     | again | no     | again    | again  | no       | no        | no
        lost when held | again     | again | no     | no       | no     | no       | again     | no
        withdrawn      | again     | no    | no     | no       | no     | no       | no        | again
        missed         | again     | no    | again  | no       | no     | no       | no        | no
        """;

    private static readonly DateTimeOffset Noon = new(2020, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly InspectionHold Hold = new() { Place = "dock 4", Until = Noon.AddHours(2).ToTimestamp() };
    private static readonly InspectionMiss Miss = new() { LeftAt = Noon.AddHours(-2).ToTimestamp(), Reason = "It left." };
    private static readonly InspectionExamination Examination = new() { ExaminedAt = Noon.AddHours(-1).ToTimestamp(), Port = "USLAX" };
    private static readonly InspectionFinding Seized = new() { Result = InspectionResult.Seized, Goods = { new SeizedGoods { Quantity = 40, Brand = "Tempo" } } };
    private static readonly InspectionWithdrawal Withdrawal = new() { Reason = "It is not the one." };

    private static readonly Inspection Asked = new()
    {
        Addressee = "parcelwing",
        ShipmentId = "shp-1",
        Carrier = "swift",
        Waybill = "W1",
        Reason = "Watches.",
        RespondBy = Noon.AddHours(1).ToTimestamp(),
    };

    private static readonly Dictionary<string, (string Member, Func<InspectionState?, string, uint, DateTimeOffset, InspectionDecision> Decide)> Acts = new()
    {
        ["request"] = ("customs", (state, _, _, now) => InspectionDecisions.Request(state, Asked, Tlp.Amber, now)),
        ["hold"] = ("parcelwing", (state, member, read, now) => InspectionDecisions.Hold(state, member, read, Hold, now)),
        ["miss"] = ("parcelwing", (state, member, read, now) => InspectionDecisions.Miss(state, member, read, Miss, now)),
        ["examine"] = ("customs", (state, member, read, now) => InspectionDecisions.Examine(state, member, read, Examination, now)),
        ["seized"] = ("customs", (state, member, read, now) => InspectionDecisions.Find(state, member, read, Seized, now)),
        ["released"] = ("customs", Found(InspectionResult.Released)),
        ["not found"] = ("customs", Found(InspectionResult.NotFound)),
        ["withdraw"] = ("customs", (state, member, read, now) => InspectionDecisions.Withdraw(state, member, read, Withdrawal, now)),
    };

    /// <summary>Each state as the acts that lead to it leave it.</summary>
    private static readonly Dictionary<string, InspectionState?> States = new()
    {
        ["nothing"] = null,
        ["requested"] = After("request"),
        ["held"] = After("request", "hold"),
        ["examined"] = After("request", "hold", "examine"),
        ["seized"] = After("request", "hold", "examine", "seized"),
        ["lost when held"] = After("request", "hold", "not found"),
        ["withdrawn"] = After("request", "withdraw"),
        ["missed"] = After("request", "miss"),
    };

    public static TheoryData<string, string, string> Cells()
    {
        var rows = Table.Split('\n').Select(row => row.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
        {
            for (var i = 1; i < row.Length; i++)
                cells.Add(row[0], rows[0][i], row[i]);
        }

        return cells;
    }

    public static TheoryData<string, string> Pairs() => [.. States.Keys.SelectMany(state => Acts.Keys.Where(act => act != "request").Select(act => (state, act)))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void An_act_is_answered_as_the_table_says(string state, string act, string answer) => Word(Do(act, States[state])).ShouldBe(answer);

    [Fact]
    public void The_table_states_every_cell_and_every_status_is_reached()
    {
        Cells().Select(row => row.Data.Item1 + row.Data.Item2).Order().ShouldBe(States.Keys.SelectMany(s => Acts.Keys.Select(a => s + a)).Order());
        States.Values.Select(s => s?.Body.Status ?? InspectionStatus.Unspecified).Distinct().Order().ShouldBe(System.Enum.GetValues<InspectionStatus>());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Who_is_neither_agency_nor_addressee_is_told_the_same_whatever_there_is(string state, string act) =>
        Acts[act].Decide(States[state], "outsider", 1, Noon).Refusal.ShouldBe(Refusal.NotFound);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_other_side_does_no_act_in_any_status(string state, string act)
    {
        var other = Acts[act].Member == "customs" ? "parcelwing" : "customs";
        var reason = state == "nothing" ? ErrorReason.NotFound : ErrorReason.RoleNotAllowed;
        Acts[act].Decide(States[state], other, States[state]?.Revision ?? 1, Noon).Refusal.ShouldNotBeNull().Reason.ShouldBe(reason);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_act_on_another_revision_than_the_current_one_changes_nothing(string state, string act)
    {
        uint[] others = [0, 9, (States[state]?.Revision ?? 1) - 1];
        foreach (var read in others)
        {
            var decision = Acts[act].Decide(States[state], Acts[act].Member, read, Noon);
            decision.Next.ShouldBeNull();
            if (decision.Recorded is null)
                decision.Refusal!.Reason.ShouldBe(state == "nothing" ? ErrorReason.NotFound : ErrorReason.ChangedMeanwhile);
        }
    }

    [Fact]
    public void An_act_recorded_with_other_words_is_not_the_same_act()
    {
        var other = Hold.Clone();
        other.Place = "dock 5";
        InspectionDecisions.Hold(States["held"], "parcelwing", 1, other, Noon).Refusal!.Reason.ShouldBe(ErrorReason.ChangedMeanwhile);
        InspectionDecisions.Hold(States["held"], "parcelwing", 2, other, Noon).Refusal!.Reason.ShouldBe(ErrorReason.StateNotAllowed);
        InspectionDecisions.Request(States["held"], Asked, Tlp.Green, Noon).Refusal!.Reason.ShouldBe(ErrorReason.AlreadyExists);
    }

    [Fact]
    public void An_act_says_when_it_was_recorded_and_by_which_revision_and_leaves_the_state_before_as_it_was()
    {
        var before = States["requested"]!.Body.Clone();
        var next = Do("hold", States["requested"]).Next!;
        (next.Hold.RecordedAt, next.Hold.Revision).ShouldBe((Noon.ToTimestamp(), 2u));
        States["requested"]!.Body.ShouldBe(before);
        InspectionDecisions.Hold(States["examined"], "parcelwing", 1, Hold, Noon).Recorded.ShouldBe(2u);
    }

    [Fact]
    public void Deadlines_lie_ahead_and_what_is_reported_lies_behind()
    {
        InspectionDecisions.Request(null, Asked, Tlp.Amber, Noon.AddHours(1)).Refusal!.Violations!.Single().Field.ShouldBe("respond_by");
        InspectionDecisions.Hold(States["requested"], "parcelwing", 1, Hold, Noon.AddHours(2)).Refusal!.Violations!.Single().Field.ShouldBe("hold.until");
        InspectionDecisions.Miss(States["requested"], "parcelwing", 1, Miss, Noon.AddHours(-3)).Refusal!.Violations!.Single().Field.ShouldBe("miss.left_at");
        InspectionDecisions.Examine(States["held"], "customs", 2, Examination, Noon.AddHours(-2)).Refusal!.Violations!.Single().Field.ShouldBe("examination.examined_at");
    }

    [Fact]
    public void Late_is_what_is_due_and_was_not_done_and_what_is_late_can_still_be_done()
    {
        foreach (var (name, state) in States.Where(s => s.Value is not null))
        {
            var (atDeadline, after) = (state!.IsLate(state.Deadline ?? Noon), state.IsLate(Noon.AddYears(1)));
            (atDeadline, after).ShouldBe((false, name is "requested" or "held"), name);
        }

        InspectionDecisions.Hold(States["requested"], "parcelwing", 1, Hold, Noon.AddMinutes(90)).Next!.Status.ShouldBe(InspectionStatus.Held);
        InspectionDecisions.Examine(States["held"], "customs", 2, Examination, Noon.AddYears(1)).Next!.Status.ShouldBe(InspectionStatus.Examined);
    }

    private static Func<InspectionState?, string, uint, DateTimeOffset, InspectionDecision> Found(InspectionResult result) =>
        (state, member, read, now) => InspectionDecisions.Find(state, member, read, new InspectionFinding { Result = result }, now);

    private static InspectionDecision Do(string act, InspectionState? state) => Acts[act].Decide(state, Acts[act].Member, state?.Revision ?? 1, Noon);

    private static InspectionState After(params string[] acts) => acts.Aggregate(
        (InspectionState?)null, (state, act) => new InspectionState("customs", (state?.Revision ?? 0) + 1, Tlp.Amber, Do(act, state).Next!))!;

    private static string Word(InspectionDecision decision) => decision switch
    {
        { Next: { } next } => next.Status.ToString(),
        { Recorded: not null } => "again",
        { Refusal.Reason: ErrorReason.NotFound } => "none",
        { Refusal.Reason: ErrorReason.StateNotAllowed } => "no",
        _ => decision.ToString(),
    };
}
