using Grpc.Core;
using SharingHub.Launcher.Demo;

namespace SharingHub.Integration.Tests.Ledger;

/// <summary>Receipts of many events in one call.</summary>
public sealed class ManyReceiptsTests(TheHub hub) : HubTests(hub)
{
    private const string Nobodys = "018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10";

    [Fact]
    public async Task A_hundred_events_are_shown_under_one_checkpoint_in_the_order_asked()
    {
        var retailer = await Given.RetailerAsync();
        var ids = (await Given.RecordsAsync(retailer, Records.Listings(100))).Select(r => r.Receipt.EventId).Reverse().ToList();
        await Hub.PublishedAsync(ids);

        var answers = (await AskAsync(retailer, ids)).Answers;

        answers.Select(a => (a.EventId, a.Reason)).ShouldBe(ids.Select(id => (id, "")));
        using var log = new ServedLog(Hub.Ready);
        var verified = answers.Select(a => Opened.Of(a.Receipt).Verify(log.Policy).OrThrow()).ToList();
        verified.Select(v => v.Envelope.Id.ToString()).ShouldBe(ids);
        verified.ShouldAllBe(v => v.BodyChecked);
        verified.Select(v => v.Checkpoint.Note.ToString()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Each_id_is_answered_by_itself_and_what_is_anothers_is_as_what_does_not_exist()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var records = await Given.RecordsAsync(shared.Provider, Records.Seller("s-1"), Records.Listing("l-1"));
        var (gone, kept) = (Id(records, "s-1"), Id(records, "l-1"));
        var erased = await Given.ExpungedAsync(Hub, shared.Provider, RecordKind.SellerAccount, "s-1");
        await Hub.PublishedAsync(kept, erased.EventId);

        var own = (await AskAsync(shared.Provider, [gone, Nobodys, kept])).Answers;
        var others = (await AskAsync(shared.Recipient, [gone, Nobodys, kept])).Answers;

        own.Select(a => (a.Reason, a.Receipt is null)).ShouldBe([("KEY_DESTROYED", true), ("NOT_FOUND", true), ("", false)]);
        others.ShouldAllBe(a => a.Reason == "NOT_FOUND" && a.Receipt == null);
    }

    [Fact]
    public async Task An_event_that_no_checkpoint_covers_is_not_yet_published_and_then_it_is()
    {
        var retailer = await Given.RetailerAsync();
        var early = new List<string>();
        for (var i = 0; !early.Contains("NOT_YET_PUBLISHED"); i++)
        {
            i.ShouldBeLessThan(50, "an event is asked for before its checkpoint");
            var result = (await retailer.SubmitAsync(Records.Listing($"l-{i}"))).Results.Single();
            early.Add((await AskAsync(retailer, [result.Receipt.EventId])).Answers.Single().Reason);
            await Hub.PublishedAsync(result.Receipt.EventId);
        }

        early.Distinct().ShouldBeSubsetOf(["NOT_YET_PUBLISHED", ""]);
    }

    [Fact]
    public async Task Every_id_that_is_none_is_named()
    {
        var retailer = await Given.RetailerAsync();
        await RefusedAsync(["event_ids"]);
        await RefusedAsync(["event_ids"], [.. Enumerable.Repeat(0, 101).Select(_ => Guid.NewGuid().ToString("D"))]);
        await RefusedAsync(["event_ids"], Nobodys, Nobodys);
        await RefusedAsync(["event_ids[0]", "event_ids[2]"], "nonsense", Nobodys, Nobodys.ToUpperInvariant());

        async Task RefusedAsync(string[] fields, params string[] ids) =>
            (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => AskAsync(retailer, ids))).Fields().ShouldBe(fields);
    }

    [Fact]
    public async Task What_goes_beyond_the_size_of_an_answer_is_left_to_the_next_call()
    {
        var retailer = await Given.RetailerAsync();
        var ids = (await Given.RecordsAsync(retailer, Enumerable.Range(0, 60).Select(Large))).Select(r => r.Receipt.EventId).ToList();
        await Hub.PublishedAsync(ids);

        var first = (await AskAsync(retailer, ids)).Answers.Select(a => a.EventId).ToList();
        var rest = (await AskAsync(retailer, ids.Skip(first.Count))).Answers.Select(a => a.EventId).ToList();

        first.Count.ShouldBeInRange(40, 55);
        first.Concat(rest).ShouldBe(ids);
    }

    [Fact]
    public async Task All_parties_of_an_agreement_get_the_proof_of_every_act_on_it_and_nobody_else_does()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var stranger = await Given.RetailerAsync();
        await shared.Recipient.Hub.Agreements.SuspendAsync(new AgreementServiceSuspendRequest { AgreementId = shared.Agreement.Id, Reason = "A leak" });
        await Given.TerminatedAsync(shared.Provider, shared.Agreement);
        var ids = (await shared.Recipient.Hub.Agreements.GetAsync(new AgreementServiceGetRequest { AgreementId = shared.Agreement.Id })).Agreement.EventIds;
        await Hub.PublishedAsync(ids);

        foreach (var party in new[] { shared.Provider, shared.Recipient })
        {
            using var log = new ServedLog(Hub.Ready);
            var acts = (await AskAsync(party, ids)).Answers.Select(a => Opened.Of(a.Receipt).Verify(log.Policy).OrThrow()).ToList();
            acts.Select(a => (a.Envelope.Type, a.Envelope.Member, a.BodyChecked)).ShouldBe(
            [
                ("agreement.proposed.v1", shared.Provider.Id, true), ("agreement.countersigned.v1", shared.Recipient.Id, true),
                ("agreement.in_force.v1", shared.Recipient.Id, true), ("agreement.suspended.v1", shared.Recipient.Id, true),
                ("agreement.terminated.v1", shared.Provider.Id, true),
            ]);
        }

        (await AskAsync(stranger, ids)).Answers.ShouldAllBe(a => a.Reason == "NOT_FOUND");
    }

    /// <summary>Of some 63 000 bytes.</summary>
    private static IntelRecord Large(int number)
    {
        var record = Records.Listing($"a-{number}");
        record.LegalAction = new LegalAction { Type = LegalActionType.Civil, Court = "N.D. Illinois", DocketNumber = "1:20-cv-01234" };
        record.LegalAction.Defendants.AddRange(Enumerable.Range(0, 210).Select(i => new TradeParty { Name = $"{i:000} {new string('x', 290)}" }));
        return record;
    }

    private static string Id(IEnumerable<SubmitResult> results, string record) => results.Single(r => r.Receipt.Name.Id == record).Receipt.EventId;

    private static async Task<GetReceiptsResponse> AskAsync(Party party, IEnumerable<string> ids) =>
        await party.Hub.Ledger.GetReceiptsAsync(new GetReceiptsRequest { EventIds = { ids } });
}
