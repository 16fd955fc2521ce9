using SharingHub.Hub.Federation;
using SharingHub.Hub.Federation.Importing;
using SharingHub.Hub.History;
using SharingHub.Hub.Intake;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Federation.GivenPeer;

namespace SharingHub.Hub.Tests.Federation;

public sealed class ImportTests
{
    [Fact]
    public void A_view_begins_a_record_a_later_one_revises_it_and_the_same_adds_nothing()
    {
        var state = New();
        ImportDecisions.Decide(state, View()).Type.ShouldBe(EventTypes.RecordSubmitted);
        Take(state, View());
        ImportDecisions.Decide(state, View(v => v.Record = MessageOf(r => r.Listing.Title = "Clock"))).Type.ShouldBe(EventTypes.RecordRevised, "another view of the same version");
        ImportDecisions.Decide(state, View(v => v.Grant = 1)).Type.ShouldBeNull();
    }

    [Fact]
    public void The_same_view_under_other_terms_is_another_one()
    {
        var state = New();
        Take(state, View());

        var again = View();
        again.Record!.Origin.AgreementRevision = 4;

        ImportDecisions.Decide(state, again).Type.ShouldBe(EventTypes.RecordRevised);
    }

    [Fact]
    public void A_record_of_before_that_holds_its_receipt_itself_says_the_same()
    {
        var (state, before) = (New(), View());
        before.Record!.Origin.DisclosureReceipt = new OriginReceipt { Proof = "a proof" };
        Take(state, before);

        ImportDecisions.Decide(state, View()).ShouldBe(ImportDecision.Nothing);
    }

    [Fact]
    public void Views_come_in_the_order_of_their_versions()
    {
        var state = New();
        Take(state, View());

        Should.Throw<PeerRefusedException>(() => ImportDecisions.Decide(state, View(v => v.Version = 8))).Message.ShouldContain("version 8");
    }

    [Theory]
    [InlineData(NoticeType.Retracted, "It was wrong.", "It was wrong.", false)]
    [InlineData(NoticeType.LeftView, "", "It is no longer for this hub.", false)]
    [InlineData(NoticeType.Expunged, "GDPR Art. 17", "GDPR Art. 17", true)]
    public void A_notice_retracts_what_is_held_once(NoticeType type, string reason, string kept, bool expunges)
    {
        var state = New();
        ImportDecisions.Decide(null, Notice(type, reason)).ShouldBe(ImportDecision.Nothing);
        Take(state, View());

        var decision = ImportDecisions.Decide(state, Notice(type, reason));
        decision.Type.ShouldBe(EventTypes.RecordRetracted);
        decision.Expunges.ShouldBe(expunges);
        var retracted = RecordRetracted.Parser.ParseFrom(decision.Body);
        (retracted.Reason, retracted.Revision, retracted.Tlp).ShouldBe((kept, 4u, Tlp.Amber));

        state.ApplyRetraction(Held(2));
        var second = ImportDecisions.Decide(state, Notice(type, reason));
        (second.Type, second.Expunges).ShouldBe((null, expunges));
    }

    [Fact]
    public void A_view_comes_back_after_a_notice_and_not_after_an_expunge()
    {
        var state = New();
        Take(state, View());
        state.ApplyRetraction(Held(2));
        ImportDecisions.Decide(state, View()).Type.ShouldBe(EventTypes.RecordRevised);

        state.ApplyExpunge(3);
        ImportDecisions.Decide(state, Notice(NoticeType.Expunged, "again")).ShouldBe(ImportDecision.Nothing);
        Should.Throw<PeerRefusedException>(() => ImportDecisions.Decide(state, View()));
    }

    private static RecordState New() => new(new byte[32]);

    private static HeldRevision Held(long version) => new(Guid.Empty, version, default, []);

    private static void Take(RecordState state, ForeignAct act) => state.ApplyContent(act.Record!, Held(1));

    private static ForeignAct View(Action<RecordView>? but = null)
    {
        var (page, disclosed) = PageOf(null, but);
        return Check(page, disclosed).Single();
    }

    private static ForeignAct Notice(NoticeType type, string reason)
    {
        var (page, disclosed) = NoticeOf(type, reason);
        return Check(page, disclosed).Single();
    }

    private static Google.Protobuf.ByteString MessageOf(Action<IntelRecord> but) => Google.Protobuf.MessageExtensions.ToByteString(Listing(but));
}
