using Google.Protobuf.WellKnownTypes;
using SharingHub.Archives.Tests.Given;
using SharingHub.V1;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Tests;

/// <summary>What a hub wrote and its log signed, and is wrong all the same.</summary>
public sealed class SignedWrongsTests
{
    public static TheoryData<string, Action<Disclosed>> Changes { get; } = new()
    {
        { "for a purpose that no grant names", d => d.Purpose = Purpose.CivilLitigation },
        { "above the ceiling", d => d.Records[0].Tlp = Tlp.Red },
        { "of another kind", d => d.Records[0].Name.Kind = RecordKind.Shipment },
        { "by another grant", d => d.Records[0].Grant = 2 },
        { "under another revision", d => d.AgreementRevision = 2 },
        { "before the agreement", d => d.RulesReadAt = GivenHistory.RecordedAt(0).ToTimestamp() },
        { "at no time", d => d.RulesReadAt = null },
        { "to somebody else", d => d.Recipient = "inspectorate" },
        { "of another version", d => d.Records[0].Version = 2 },
        { "of a later entry", d => d.Records[0].RecordIndex = 99 },
        { "on an older state of the agreement", d => d.AgreementEpoch-- },
        { "on an older state of a member", d => d.MemberEpochs[0].Epoch-- },
        { "on no state of a member", d => d.MemberEpochs.RemoveAt(0) },
        { "of a record put in order at another time", d => d.Records[0].SequencedAt = GivenHistory.RecordedAt(2).ToTimestamp() },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_disclosure_that_the_rules_do_not_give_is_a_finding(string what, Action<Disclosed> change)
    {
        var history = Operation.InForce();
        var record = history.Submit("lst-1");
        history.Disclose(null, ("lst-1", record));
        var wrong = history.Disclose(change, ("lst-1", record));
        history.Archive().Verify().Findings.ShouldContain(f => f.Index == wrong, what);
    }

    [Fact]
    public void Under_a_suspended_agreement_nothing_is_disclosed()
    {
        var history = Operation.InForce();
        var record = history.Submit("lst-1");
        history.Suspend();
        var wrong = history.Disclose(null, ("lst-1", record));
        history.Archive().Verify().Findings.Single().ShouldSatisfyAllConditions(f => f.Index.ShouldBe(wrong), f => f.Sentence.ShouldContain("decided again: denied"));
    }

    [Fact]
    public void A_suspended_member_gets_and_gives_nothing()
    {
        foreach (var member in (string[])[Operation.Provider, Operation.Recipient])
        {
            var history = Operation.InForce();
            var record = history.Submit("lst-1");
            history.Add("member.suspended.v1", $"member/{member}", "operator", new MemberSuspended { Reason = "for now" });
            var wrong = history.Disclose(null, ("lst-1", record));
            history.Archive().Verify().Findings.ShouldContain(f => f.Index == wrong, member);
        }
    }

    [Fact]
    public void Back_fill_is_decided_on_when_the_record_was_put_in_order()
    {
        var early = Operation.Members();
        var before = early.Submit("lst-1");
        foreach (var (type, member, body) in ((string, string, Google.Protobuf.IMessage)[])
        [
            ("agreement.proposed.v1", Operation.Provider, new AgreementProposed { Terms = Operation.Terms(BackFill.None) }),
            ("agreement.countersigned.v1", Operation.Recipient, new AgreementCountersigned { Revision = 1, Member = Operation.Recipient }),
            ("agreement.in_force.v1", Operation.Recipient, new AgreementCameIntoForce { Revision = 1 }),
        ])
        {
            early.Add(type, $"agreement/{Operation.Agreement:D}", member, body);
        }

        var after = early.Submit("lst-2");
        early.Disclose(null, ("lst-2", after));
        var wrong = early.Disclose(null, ("lst-1", before));
        early.Archive().Verify().Findings.Single().Index.ShouldBe(wrong);
    }

    [Fact]
    public void An_agreement_in_force_without_every_signature_is_a_finding_and_grants_nothing()
    {
        var history = Operation.InForce(countersigned: false);
        var record = history.Submit("lst-1");
        var disclosed = history.Disclose(null, ("lst-1", record));
        var findings = history.Archive().Verify().Findings;
        findings.ShouldContain(f => f.Index == 4 && f.Sentence.Contains("without the signature of customs", StringComparison.Ordinal));
        findings.ShouldContain(f => f.Index == disclosed);
    }

    [Fact]
    public void A_stream_whose_versions_leave_a_gap_or_repeat_is_a_finding()
    {
        foreach (var version in (long[])[1, 3])
        {
            var history = Operation.Members();
            history.Submit("lst-1");
            var wrong = history.Add("record.revised.v1", "record/amazonia/listing/lst-1", Operation.Provider, new IntelRecord { Id = "lst-1" }, withBody: false, version: version);
            history.Archive().Verify().Findings.Single().Index.ShouldBe(wrong);
        }
    }

    [Fact]
    public void A_body_other_than_the_envelope_s_or_none_where_one_must_be_is_a_finding()
    {
        var changed = Operation.InForce();
        changed.Replace(3, o => o with { Body = new byte[o.Body!.Value.Length] });
        changed.Archive().Verify().Findings.ShouldContain(f => f.Index == 3);
        var gone = Operation.InForce();
        gone.Replace(3, o => o with { Body = null, BodySalt = null });
        gone.Archive().Verify().Findings.ShouldContain(f => f.Index == 3);
    }

    [Fact]
    public void An_envelope_or_salt_that_does_not_open_the_entry_is_a_finding()
    {
        var envelope = Operation.InForce();
        envelope.Replace(4, o => o with { Envelope = o.Envelope.Replace("client:customs/one", "client:customs/two", StringComparison.Ordinal) });
        envelope.Archive().Verify().Findings.ShouldContain(f => f.Index == 4);
        var salt = Operation.InForce();
        salt.Replace(4, o => o with { Salt = EventSalts.Salt(new byte[32], GivenHistory.IdOf(4)) });
        salt.Archive().Verify().Findings.ShouldContain(f => f.Index == 4);
    }
}
