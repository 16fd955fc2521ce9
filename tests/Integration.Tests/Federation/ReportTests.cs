using Google.Protobuf;
using Grpc.Core;
using SharingHub.Federation.V1;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>A peer hub shows by its own ledger what became of records there, and the records' contributor sees it.</summary>
public sealed class ReportTests(TheHub hub) : HubTests(hub)
{
    private static readonly RecordName Listing = new() { Kind = RecordKind.Listing, Id = "l-1", Revision = 1 };

    [Fact]
    public async Task The_contributor_sees_whom_a_record_reached_at_the_peer_for_what_and_who_acknowledged()
    {
        var crossed = await CrossedAsync();
        var (shown, used) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        GetReceiptResponse[] receipts =
        [
            crossed.Ledger.Append("disclosure.v1", $"disclosure/{shown}", 1, Disclosed(crossed)),
            crossed.Ledger.Append("disclosure.used.v1", $"use/{used}", 1, Used(crossed)),
            crossed.Ledger.Append("disclosure.acknowledged.v1", $"disclosure/{shown}", 2, new DisclosureAcknowledged { Recipient = "customs" }),
        ];

        (await ReportAsync(crossed, receipts[0], receipts[1])).ShouldBe(2u);
        (await SeenAsync(crossed)).Where(one => one.Recipient.Contains('@')).ShouldAllBe(one => one.AcknowledgedAt == null);
        (await ReportAsync(crossed, receipts)).ShouldBe(1u);
        (await ReportAsync(crossed, receipts)).ShouldBe(0u, "it was known");

        var seen = await SeenAsync(crossed);
        seen.Select(one => (one.Recipient, one.Use)).ShouldBe(
            [(crossed.Peer.Id, RecordUse.Read), ($"customs@{crossed.Peer.Id}", RecordUse.Read), ($"customs@{crossed.Peer.Id}", RecordUse.Correlate)], ignoreOrder: true);
        var beyond = seen.Where(one => one.Recipient != crossed.Peer.Id).ToList();
        beyond.ShouldAllBe(one => one.Purpose == Purpose.BorderTargeting && one.AgreementId == crossed.Agreement.Id && one.AgreementRevision == 1 && one.Version == 1);
        beyond.Single(one => one.Use == RecordUse.Read).ShouldSatisfyAllConditions(
            one => one.DisclosureId.ShouldBe($"{shown}"),
            one => one.Withheld.ShouldBe(["listing.title"]),
            one => one.AcknowledgedAt.ShouldNotBeNull(),
            one => one.Name.ShouldBe(Named(crossed.Provider.Id)));
        var reached = await ReachedAsync(await Given.AuditorAsync(), $"customs@{crossed.Peer.Id}");
        reached.Select(one => one.DisclosureId).ShouldBe([$"{shown}", $"{used}"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_does_not_check_refuses_the_whole_report_and_says_which()
    {
        var crossed = await CrossedAsync();
        GetReceiptResponse Shown(Disclosed body, string type = "disclosure.v1") => crossed.Ledger.Append(type, $"disclosure/{Guid.CreateVersion7()}", 1, body);
        GetReceiptResponse But(Action<GetReceiptResponse> change)
        {
            var receipt = Shown(Disclosed(crossed));
            change(receipt);
            return receipt;
        }

        var good = Shown(Disclosed(crossed));
        GetReceiptResponse[] bad =
        [
            new(),
            But(receipt => receipt.ClearBody()),
            But(receipt => receipt.Salt = ByteString.CopyFromUtf8("short")),
            But(receipt => receipt.Body = Disclosed(crossed, disclosed => disclosed.Recipient = "police").ToByteString()),
            But(receipt => receipt.Envelope = good.Envelope),
            new PeerLedger(crossed.Peer.Id).Append("disclosure.v1", $"disclosure/{Guid.CreateVersion7()}", 1, Disclosed(crossed)),
            new PeerLedger("elsewhere").Append("disclosure.v1", $"disclosure/{Guid.CreateVersion7()}", 1, Disclosed(crossed)),
            Shown(Disclosed(crossed), "member.registered.v1"),
            crossed.Ledger.Append("disclosure.v1", "record/customs/listing/l-1", 1, Disclosed(crossed)),
            Shown(Disclosed(crossed, disclosed => disclosed.Recipient = "customs@elsewhere")),
            Shown(Disclosed(crossed, disclosed => disclosed.Records.Clear())),
            Shown(Disclosed(crossed, disclosed => disclosed.Records[0].Name.Contributor = crossed.Provider.Id)),
            Shown(Disclosed(crossed, disclosed => disclosed.Records[0].Attributes = null)),
            Shown(Disclosed(crossed, disclosed => disclosed.Records.Add(Record("another@us")))),
        ];
        foreach (var receipt in bad)
            (await RefusedAsync(crossed, good, receipt)).ShouldBe(["receipts[1]"]);
        (await RefusedAsync(crossed)).ShouldBe(["receipts"]);

        (await SeenAsync(crossed)).ShouldHaveSingleItem("nothing of it was noted");
    }

    [Fact]
    public async Task A_peer_speaks_of_what_it_got_alone_and_acknowledges_for_who_received()
    {
        var (crossed, other) = (await CrossedAsync(), await CrossedAsync());
        var id = Guid.CreateVersion7();
        var foreign = crossed.Ledger.Append("disclosure.v1", $"disclosure/{id}", 1, Disclosed(other));
        var unknown = crossed.Ledger.Append("disclosure.acknowledged.v1", $"disclosure/{id}", 2, new DisclosureAcknowledged { Recipient = "customs" });
        (await RefusedAsync(crossed, foreign)).ShouldBe(["receipts"]);
        (await RefusedAsync(crossed, unknown)).ShouldBe(["receipts"]);

        var shown = crossed.Ledger.Append("disclosure.v1", $"disclosure/{id}", 1, Disclosed(crossed));
        var anothers = crossed.Ledger.Append("disclosure.acknowledged.v1", $"disclosure/{id}", 2, new DisclosureAcknowledged { Recipient = "police" });
        (await RefusedAsync(crossed, shown, anothers)).ShouldBe(["receipts"]);
        (await SeenAsync(crossed)).ShouldHaveSingleItem("nothing of it was noted");
        (await ReportAsync(crossed, shown, unknown)).ShouldBe(2u);
    }

    [Fact]
    public async Task Only_a_peer_hub_reports_and_by_keys_that_stand()
    {
        var crossed = await CrossedAsync();
        var shown = crossed.Ledger.Append("disclosure.v1", $"disclosure/{Guid.CreateVersion7()}", 1, Disclosed(crossed));
        await Refused.WithAsync(
            StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => crossed.Provider.Hub.Federation.ReportAsync(new ReportRequest { Receipts = { shown } }).ResponseAsync);

        await Hub.Operator.Peering.RevokeLogKeyAsync(new RevokeLogKeyRequest { Id = crossed.Peer.Id, LogKey = crossed.Ledger.Key });
        (await RefusedAsync(crossed, shown)).ShouldBe(["receipts[0]"]);
    }

    [Fact]
    public async Task The_contributor_and_the_peer_can_show_what_was_reported_and_nobody_else_can()
    {
        var crossed = await CrossedAsync();
        await ReportAsync(crossed, crossed.Ledger.Append("disclosure.v1", $"disclosure/{Guid.CreateVersion7()}", 1, Disclosed(crossed)));
        var noted = (await Given.HistoryAsync(new ReplayRequest { Types_ = { "disclosure.onward.v1" }, Members = { crossed.Peer.Id } })).ShouldHaveSingleItem();
        PassedOn.Parser.ParseFrom(noted.Body).ShouldSatisfyAllConditions(
            one => (one.Hub, one.Contributor).ShouldBe((crossed.Peer.Id, crossed.Provider.Id)),
            one => one.Receipt.LogKey.ShouldBe(crossed.Ledger.Key));
        await Hub.PublishedAsync(noted.Id);

        async Task<string> AskAsync(Party party) => (await party.Hub.Ledger.GetReceiptsAsync(new GetReceiptsRequest { EventIds = { noted.Id } })).Answers.Single().Reason;
        (await AskAsync(crossed.Provider), await AskAsync(crossed.Peer), await AskAsync(await Given.RetailerAsync())).ShouldBe(("", "", "NOT_FOUND"));
    }

    private async Task<Crossed> CrossedAsync()
    {
        var (retailer, peer) = (await Given.RetailerAsync(), await Given.PeerHubAsync());
        var grant = Terms.Onward($"customs@{peer.Id}");
        grant.Read.WithheldFields.Add("listing.title");
        var agreement = await Given.AgreementAsync(retailer, peer, Terms.Between(retailer, peer, grant));
        await Given.RecordsAsync(retailer, Records.Listing("l-1"));
        (await peer.PullAsync(Terms.Query(Purpose.OnwardSharing))).Views.ShouldHaveSingleItem();
        var ledger = new PeerLedger(peer.Id);
        await Hub.Operator.Peering.AddLogKeyAsync(new AddLogKeyRequest { Id = peer.Id, LogKey = ledger.Key });
        return new Crossed(retailer, peer, agreement, ledger);
    }

    private static Disclosed Disclosed(Crossed crossed, Action<Disclosed>? but = null)
    {
        var disclosed = new Disclosed
        {
            Recipient = "customs",
            Purpose = Purpose.BorderTargeting,
            Records = { Record($"{crossed.Provider.Id}@us", crossed.Agreement.Id) },
        };
        but?.Invoke(disclosed);
        return disclosed;
    }

    private static Used Used(Crossed crossed)
    {
        var record = Record($"{crossed.Provider.Id}@us", crossed.Agreement.Id);
        return new Used
        {
            Recipient = "customs",
            Purpose = Purpose.BorderTargeting,
            Records = { new UsedRecord { Name = record.Name, Attributes = record.Attributes } },
        };
    }

    private static DisclosedRecord Record(string contributor, string agreement = "11111111-1111-1111-1111-111111111111") => new()
    {
        Name = Named(contributor),
        Attributes = new RecordAttributes { CameUnder = new OriginGrant { AgreementId = agreement, Grant = 1 } },
    };

    private static RecordName Named(string contributor)
    {
        var name = Listing.Clone();
        name.Contributor = contributor;
        return name;
    }

    private static async Task<uint> ReportAsync(Crossed crossed, params GetReceiptResponse[] receipts) =>
        (await crossed.Peer.Hub.Federation.ReportAsync(new ReportRequest { Receipts = { receipts } })).Noted;

    private static async Task<IReadOnlyList<string>> RefusedAsync(Crossed crossed, params GetReceiptResponse[] receipts) =>
        (await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => ReportAsync(crossed, receipts))).Fields();

    private static async Task<IReadOnlyList<RecordDisclosure>> SeenAsync(Crossed crossed) =>
        (await crossed.Provider.Hub.Audit.WhoSawAsync(new WhoSawRequest { Name = Named(crossed.Provider.Id) })).Disclosures;

    private static async Task<List<RecordDisclosure>> ReachedAsync(Party auditor, string member)
    {
        using var call = auditor.Hub.Audit.WhatReached(new WhatReachedRequest { Member = member });
        var reached = new List<RecordDisclosure>();
        while (await call.ResponseStream.MoveNext(default))
            reached.AddRange(call.ResponseStream.Current.Disclosures);
        return reached;
    }

    /// <summary>A retailer's listing that a peer hub has, the agreement that says so, and that hub's ledger.</summary>
    private sealed record Crossed(Party Provider, Party Peer, Agreement Agreement, PeerLedger Ledger);
}
