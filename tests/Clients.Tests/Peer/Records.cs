using Google.Protobuf;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

public static class Records
{
    public static IntelRecord Listing(string id) =>
        new() { Id = id, Revision = 1, Tlp = Tlp.Amber, Listing = new Listing { Marketplace = "amazonia", ListingId = id, Title = "Watch" } };

    public static IEnumerable<IntelRecord> Listings(int count) => Enumerable.Range(0, count).Select(n => Listing($"lst-{n}"));

    public static string Line(string id) => JsonFormatter.Default.Format(Listing(id));

    public static Page Page(string cursor, params string[] ids) => new()
    {
        Cursor = cursor,
        Views = { ids.Select(id => View(id)) },
        Disclosures = { new DisclosureReference { DisclosureId = "d-" + cursor, AgreementId = "a-1", AgreementRevision = 1, Records = (uint)ids.Length } },
    };

    public static RecordView View(string id) => new()
    {
        Name = new RecordName { Contributor = "amazonia", Kind = RecordKind.Listing, Id = id, Revision = 1 },
        Version = 1,
        Record = Listing(id).ToByteString(),
        Withheld = { "seller_account.bank_accounts" },
        AgreementId = "a-1",
        AgreementRevision = 1,
    };

    public static Task PageAsync(this IServerStreamWriter<PullResponse> pages, string cursor, params string[] ids) =>
        pages.WriteAsync(new PullResponse { Page = Page(cursor, ids) });

    public static Task EndAsync(this IServerStreamWriter<PullResponse> pages, EndReason reason, ulong records = 0, string cursor = "") =>
        pages.WriteAsync(new PullResponse { End = new End { Reason = reason, Message = "Said the hub.", Records = records, Cursor = cursor, AgreementId = "a-1" } });

    public static Task PageAsync(this IServerStreamWriter<SubscribeResponse> events, string cursor, params string[] ids) =>
        events.WriteAsync(new SubscribeResponse { Page = Page(cursor, ids) });

    public static Task EndAsync(this IServerStreamWriter<SubscribeResponse> events, EndReason reason) =>
        events.WriteAsync(new SubscribeResponse { End = new End { Reason = reason, Message = "Said the hub.", AgreementId = "a-1" } });
}
