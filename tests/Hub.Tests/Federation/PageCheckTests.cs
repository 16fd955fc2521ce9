using SharingHub.Hub.Federation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Federation.GivenPeer;

namespace SharingHub.Hub.Tests.Federation;

public sealed class PageCheckTests
{
    [Fact]
    public void A_view_becomes_a_record_that_says_where_it_came_from()
    {
        var record = Listing(r => r.Links.AddRange(
        [
            new RecordLink { Kind = RecordKind.SellerAccount, Id = "own", Role = LinkRole.RelatedTo },
            new RecordLink { Kind = RecordKind.SellerAccount, Id = "theirs", Contributor = "bazaarly", Role = LinkRole.RelatedTo },
            new RecordLink { Kind = RecordKind.Seizure, Id = "ours", Contributor = "customs@us", Role = LinkRole.RelatedTo },
        ]));
        var (page, disclosed) = PageOf(record);

        var act = Check(page, disclosed).ShouldHaveSingleItem();

        act.Name.ShouldBe(Name(n => n.Contributor = "amazonia@eu"));
        act.Record!.Links.Select(l => l.Contributor).ShouldBe(["", "bazaarly@eu", "customs"]);
        var origin = act.Record.Origin;
        (origin.Hub, origin.AgreementId, origin.AgreementRevision, origin.Grant, origin.Version, origin.DisclosureId).ShouldBe(("eu", AgreementId, 3u, 1u, 9ul, DisclosureId));
        origin.DisclosureReceipt.ShouldBeNull("it is kept once, beside the records");
        act.Record.Listing.ShouldBe(record.Listing);
    }

    [Fact]
    public void What_a_view_has_to_leave_out_is_not_missed()
    {
        var bare = Listing(r => r.Listing = new Listing { ListingId = "B1" });
        var (page, disclosed) = PageOf(bare);
        Refused(() => Check(page, disclosed)).ShouldContain("listing.marketplace");

        (page, disclosed) = PageOf(bare, v => v.Withheld.Add("listing.marketplace"));
        Refused(() => Check(page, disclosed)).ShouldContain("listing.marketplace", customMessage: "what a peer says that it left out is no excuse");
        Check(page, disclosed, a => a.Terms.Grants[0].Read.WithheldFields.Add("listing.marketplace")).ShouldHaveSingleItem().Record!.Origin.Withheld.ShouldBe(["listing.marketplace"]);
    }

    [Theory]
    [InlineData(NoticeType.Retracted)]
    [InlineData(NoticeType.LeftView)]
    [InlineData(NoticeType.Expunged)]
    public void A_notice_is_taken_as_it_came(NoticeType type)
    {
        var (page, disclosed) = NoticeOf(type);

        var act = Check(page, disclosed).ShouldHaveSingleItem();

        (act.Record, act.Notice, act.Reason, act.Version, act.Name.Contributor).ShouldBe((null, type, "It was wrong.", 10ul, "amazonia@eu"));
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "to another", "not to this hub" },
        { "for another purpose", "another purpose" },
        { "under another agreement in the ledger", "another agreement in the ledger" },
        { "under another grant in the ledger", "under another grant than the ledger says" },
        { "not in the ledger", "does not say that it was disclosed" },
        { "another version in the ledger", "does not say that it was disclosed" },
        { "held back", "did not come" },
        { "twice in the ledger", "says twice" },
        { "another marking in the ledger", "another marking" },
        { "another's contributor", "nobody's records are another's to give" },
        { "a third hub's contributor", "of a member of another hub" },
        { "this hub's own contributor", "of a member of another hub" },
        { "unknown agreement", "of which the peer does not tell" },
        { "unknown revision", "of which the peer does not tell" },
        { "not named", "does not name this hub" },
        { "no such grant", "its agreement has 1" },
        { "grant for something else", "not for onward sharing" },
        { "another kind", "does not name its kind" },
        { "what is withheld", "holds what its grant withholds from this hub" },
        { "what no record has", "withholds what no record has" },
        { "too strict a marking", "more strictly than its grant" },
        { "passed on", "from a third hub" },
        { "another id", "not the record that its name says" },
        { "not sound", "no sound record" },
        { "against the rules", "confidence" },
        { "words for paths", "no paths of fields" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_does_not_check_refuses_all_of_it(string what, string why)
    {
        var (page, disclosed) = PageOf();
        var view = page.Views[0];
        var told = disclosed.Records[0];
        Action<Agreement>? agreed = null;
        switch (what)
        {
            case "to another": disclosed.Recipient = "jp"; break;
            case "for another purpose": disclosed.Purpose = Purpose.BorderTargeting; break;
            case "under another agreement in the ledger": page.Disclosures[0].AgreementRevision = 2; break;
            case "under another grant in the ledger": told.Grant = 2; break;
            case "not in the ledger": disclosed.Records.Clear(); break;
            case "another version in the ledger": told.Version = 8; break;
            case "held back": page.Views.Clear(); break;
            case "twice in the ledger": disclosed.Records.Add(told); break;
            case "another marking in the ledger": told.Tlp = Tlp.Green; break;
            case "another's contributor": (page, disclosed) = PageOf(null, v => v.Name.Contributor = "bazaarly"); break;
            case "a third hub's contributor": agreed = a => a.Terms.Provider = "amazonia@jp"; (page, disclosed) = PageOf(null, v => v.Name.Contributor = "amazonia@jp"); break;
            case "this hub's own contributor": agreed = a => a.Terms.Provider = "customs@us"; (page, disclosed) = PageOf(null, v => v.Name.Contributor = "customs@us"); break;
            case "unknown agreement": (page, disclosed) = PageOf(null, v => v.AgreementId = DisclosureId); break;
            case "unknown revision": (page, disclosed) = PageOf(null, v => v.AgreementRevision = 4); break;
            case "not named": agreed = a => a.Terms.Recipients[0] = "jp"; break;
            case "no such grant": (page, disclosed) = PageOf(null, v => v.Grant = 2); break;
            case "grant for something else": agreed = a => a.Terms.Grants[0].Purposes[0] = Purpose.BorderTargeting; break;
            case "another kind": agreed = a => a.Terms.Grants[0].Kinds[0] = RecordKind.Seizure; break;
            case "what is withheld": agreed = a => a.Terms.Grants[0].Read.WithheldFields.Add("listing.title"); break;
            case "what no record has": agreed = a => a.Terms.Grants[0].Read.WithheldFields.Add("listing.colour"); break;
            case "too strict a marking": agreed = a => a.Terms.Grants[0].Ceiling = Tlp.Green; break;
            case "passed on": (page, disclosed) = PageOf(Listing(r => r.Origin = new RecordOrigin { Hub = "jp" })); break;
            case "another id": (page, disclosed) = PageOf(Listing(r => r.Id = "l-2")); break;
            case "not sound": view.Record = Google.Protobuf.ByteString.CopyFrom(0xff, 0xff); break;
            case "against the rules": (page, disclosed) = PageOf(Listing(r => r.Confidence = 101)); break;
            case "words for paths": view.Withheld.Add("see\nthere"); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }

        Refused(() => Check(page, disclosed, agreed)).ShouldContain(why);
    }

    private static string Refused(Action act) => Should.Throw<PeerRefusedException>(act).Message;
}
