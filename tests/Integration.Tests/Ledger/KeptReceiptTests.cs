using Google.Protobuf;
using SharingHub.Sdk;
using SharingHub.Sdk.Keeping;
using SharingHub.Sdk.Receiving;

namespace SharingHub.Integration.Tests.Ledger;

/// <summary>Receipts that both sides kept, against a running hub.</summary>
public sealed class KeptReceiptTests(TheHub hub) : HubTests(hub), IDisposable
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("sharinghub-kept-");

    public void Dispose() => _temp.Delete(recursive: true);

    [Fact]
    public async Task Contributor_and_recipient_have_proof_of_all_that_they_were_told_and_keep_it()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var (mine, theirs) = (Folder("contributor"), Folder("recipient"));
        await using (var submitter = new Submitter(shared.Provider.Hub, new SubmitterOptions { Receipts = mine }))
        {
            foreach (var record in Records.Listings(120).Append(Records.Listing("l-1", revision: 2)))
                await submitter.SubmitAsync(record);
        }

        await Hub.SequencedAsync(mine.Receipts().Select(r => r.Receipt.OrThrow().EventId.ToString()));
        await shared.Recipient.Hub.PullAsync(Terms.Query(), options: new ReceivingOptions { Receipts = theirs, PageSize = 50 }).CountAsync();
        var retracted = await shared.Provider.Hub.Intake.RetractAsync(new RetractRequest { Name = Expunging.Own(RecordKind.Listing, "l-2"), Reason = "It was wrong." });
        await mine.KeepAsync([KeptAct.Of(retracted)], default);
        await Hub.SequencedAsync([retracted.Receipt.EventId]);
        var got = await shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-3");
        await theirs.KeepAsync([.. KeptDisclosure.Of(got, Purpose.BorderTargeting)], default);
        await Hub.PublishedAsync(mine.Receipts().Concat(theirs.Receipts()).Select(r => r.Receipt.OrThrow().EventId.ToString()).Distinct());

        (await StatesAsync(mine, shared.Provider)).ShouldBe([(ReceiptState.Proven, 122)]);
        (await StatesAsync(theirs, shared.Recipient)).ShouldBe([(ReceiptState.Proven, 4)]);
        (await StatesAsync(mine, null)).ShouldBe([(ReceiptState.Proven, 122)]);
        (await StatesAsync(theirs, null)).ShouldBe([(ReceiptState.Proven, 4)]);
    }

    [Fact]
    public async Task Of_an_expunged_record_what_was_proven_stays_and_the_rest_is_erased()
    {
        var retailer = await Given.RetailerAsync();
        var (early, late) = (Folder("early"), Folder("late"));
        var result = (await Given.RecordsAsync(retailer, Records.Listing("l-1"))).Single();
        foreach (var folder in new[] { early, late })
            await folder.KeepAsync([KeptAct.Of(result, Records.Listing("l-1").ToByteString())!], default);
        await Hub.PublishedAsync(result.Receipt.EventId);
        await StatesAsync(early, retailer);

        await Given.ExpungedAsync(Hub, retailer, RecordKind.Listing, "l-1");

        (await StatesAsync(early, retailer)).ShouldBe([(ReceiptState.Proven, 1)]);
        (await StatesAsync(late, retailer)).ShouldBe([(ReceiptState.Erased, 1)]);
    }

    [Fact]
    public async Task A_receipt_of_another_member_is_none_of_the_callers()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var folder = Folder("mixed");
        var result = (await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"))).Single();
        await folder.KeepAsync([KeptAct.Of(result, Records.Listing("l-1").ToByteString())!], default);
        await Hub.PublishedAsync(result.Receipt.EventId);

        (await StatesAsync(folder, shared.Recipient)).ShouldBe([(ReceiptState.Wrong, 1)]);
    }

    private ReceiptFolder Folder(string name) => new(Path.Combine(_temp.FullName, name));

    private static async Task<IReadOnlyList<(ReceiptState, int)>> StatesAsync(ReceiptFolder folder, Party? party) =>
        [.. (await new ReceiptCheck(folder).RunAsync(party?.Hub).ToListAsync()).GroupBy(c => c.State).Select(g => (g.Key, g.Count()))];
}
