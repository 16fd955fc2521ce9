using Google.Protobuf;
using SharingHub.Hub.Agreements;
using SharingHub.Hub.Foundation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.AgreementLife.GivenLife;
using Decision = (System.Collections.Generic.IReadOnlyList<Google.Protobuf.IMessage> Events, SharingHub.Hub.Foundation.Refusal? Refusal);

namespace SharingHub.Hub.Tests.AgreementLife;

/// <summary>What customs, a recipient, gets in answer to each command in each state. No cell is left to be guessed.</summary>
public sealed class DecisionTableTests
{
    // no: STATE_NOT_ALLOWED, read: CHANGED_MEANWHILE (read again), none: NOT_FOUND, same: no event; else the events.
    private const string Table = """
                                         | sign 1        | sign 2        | sign 9 | amend   | amend again | amend 9 | suspend   | resume  | terminate  | expire
        no agreement                     | none          | none          | none   | none    | none        | none    | none      | none    | none       | same
        proposed                         | signed        | read          | read   | no      | no          | no      | no        | no      | terminated | same
        proposed, customs signs last     | signed, force | read          | read   | no      | no          | no      | no        | no      | terminated | same
        proposed, signed by customs      | same          | read          | read   | no      | no          | no      | no        | no      | terminated | same
        in force                         | same          | read          | read   | amended | amended     | read    | suspended | same    | terminated | same
        amendment of provider            | same          | signed        | read   | no      | no          | read    | suspended | same    | terminated | same
        amendment, customs signs last    | same          | signed, force | read   | no      | no          | read    | suspended | same    | terminated | same
        amendment of customs             | same          | same          | read   | amended | same        | read    | suspended | same    | terminated | same
        amendment of customs, replaced   | same          | read          | read   | amended | same        | read    | suspended | same    | terminated | same
        amended                          | read          | same          | read   | amended | no          | read    | suspended | same    | terminated | same
        suspended by customs             | same          | read          | read   | amended | amended     | read    | same      | resumed | terminated | same
        suspended by provider            | same          | read          | read   | amended | amended     | read    | suspended | no      | terminated | same
        suspended by both                | same          | read          | read   | amended | amended     | read    | same      | resumed | terminated | same
        suspended, amendment of provider | same          | signed        | read   | no      | no          | read    | same      | resumed | terminated | same
        terminated                       | no            | no            | no     | no      | no          | no      | no        | no      | same       | same
        expired                          | no            | no            | no     | no      | no          | no      | no        | no      | no         | same
        expired as a proposal            | no            | no            | no     | no      | no          | no      | no        | no      | no         | same
        """;

    private static readonly Dictionary<string, Func<AgreementState?, string, DateTimeOffset, Decision>> Commands = new()
    {
        ["sign 1"] = (state, member, now) => AgreementDecisions.Countersign(state, member, 1, now),
        ["sign 2"] = (state, member, now) => AgreementDecisions.Countersign(state, member, 2, now),
        ["sign 9"] = (state, member, now) => AgreementDecisions.Countersign(state, member, 9, now),
        ["amend"] = (state, member, now) => Amending.Amend(state, member, state?.Revision ?? 1, Narrowest, Parties, now),
        ["amend again"] = (state, member, now) => Amending.Amend(state, member, state?.Revision ?? 1, Narrower, Parties, now),
        ["amend 9"] = (state, member, now) => Amending.Amend(state, member, 9, Narrowest, Parties, now),
        ["suspend"] = (state, member, now) => AgreementDecisions.Suspend(state, member, "doubts", now),
        ["resume"] = AgreementDecisions.Resume,
        ["terminate"] = (state, member, now) => AgreementDecisions.Terminate(state, member, "enough", now),
        ["expire"] = (state, _, now) => AgreementDecisions.Expire(state, now),
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

    public static TheoryData<string, string> Pairs() =>
        [.. States.Keys.SelectMany(state => Commands.Keys.Where(c => c != "expire").Select(command => (state, command)))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_party_is_answered_as_the_table_says(string state, string command, string answer) =>
        Words(Commands[command](States[state], Customs, Noon)).ShouldBe(answer);

    [Fact]
    public void The_table_states_every_cell() =>
        Cells().Select(row => row.Data.Item1 + row.Data.Item2).Order().ShouldBe(States.Keys.SelectMany(s => Commands.Keys.Select(c => s + c)).Order());

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Who_is_no_party_is_told_the_same_whatever_there_is(string state, string command) =>
        Commands[command](States[state], Outsider, Noon).Refusal.ShouldBe(Refusal.NotFound);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void From_the_end_of_its_validity_nothing_can_be_done_whether_or_not_that_was_noted(string state, string command)
    {
        var decision = Commands[command](States[state], Customs, ItsEnd);

        Words(decision).ShouldBe(state == "no agreement" ? "none" : state == "terminated" && command == "terminate" ? "same" : "no");
        if (state is not ("no agreement" or "terminated"))
            decision.Refusal.ShouldBe(AgreementRefusals.Expired);
    }

    [Fact]
    public void The_end_of_the_validity_is_noted_once_in_every_state_that_has_not_ended()
    {
        foreach (var (name, state) in States)
        {
            AgreementDecisions.Expire(state, ItsEnd.AddTicks(-1)).Events.ShouldBeEmpty(name);
            Words(AgreementDecisions.Expire(state, ItsEnd)).ShouldBe(name is "no agreement" or "terminated" || name.StartsWith("expired", StringComparison.Ordinal) ? "same" : "expired", name);
        }
    }

    private static string Words(Decision decision) => decision switch
    {
        { Refusal.Reason: ErrorReason.NotFound } => "none",
        { Refusal.Reason: ErrorReason.StateNotAllowed } => "no",
        { Refusal.Reason: ErrorReason.ChangedMeanwhile } => "read",
        { Refusal: { } other } => other.ToString(),
        { Events.Count: 0 } => "same",
        _ => string.Join(", ", decision.Events.Select(Word)),
    };

    private static string Word(IMessage body) => body switch
    {
        AgreementCountersigned => "signed",
        AgreementCameIntoForce => "force",
        _ => body.Descriptor.Name["Agreement".Length..].ToLowerInvariant(),
    };
}
