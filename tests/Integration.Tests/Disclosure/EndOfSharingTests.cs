using Grpc.Core;

namespace SharingHub.Integration.Tests.Disclosure;

/// <summary>Sharing that ends, ends open streams within a second, and says why.</summary>
public sealed class EndOfSharingTests(TheHub hub) : HubTests(hub)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_last_agreement_terminated_ends_the_watch_within_a_second_and_says_which()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.TerminatedAsync(shared.Provider, shared.Agreement, "The operation is over.");
        var (end, status, after) = await watch.EndAsync();

        after.ShouldBeLessThan(Second);
        (end.Reason, end.AgreementId).ShouldBe((EndReason.AgreementEnded, shared.Agreement.Id));
        end.Message.ShouldContain("The operation is over.");
        status.ShouldSay(StatusCode.PermissionDenied, "STATE_NOT_ALLOWED");
    }

    [Fact]
    public async Task Nothing_submitted_after_the_end_reaches_the_stream()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.TerminatedAsync(shared.Provider, shared.Agreement);
        await shared.Provider.SubmitAsync(Records.Listing("l-late"));

        (await watch.EndAsync()).End.Reason.ShouldBe(EndReason.AgreementEnded);
    }

    [Fact]
    public async Task One_of_two_agreements_terminated_is_told_and_the_stream_goes_on_under_the_other()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var other = await Given.RetailerAsync();
        await Given.AgreementAsync(other, shared.Recipient);
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.TerminatedAsync(shared.Provider, shared.Agreement, "One is over.");
        var notice = (await watch.NextAsync()).Agreement.ShouldNotBeNull();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-ended"));
        await Given.RecordsAsync(other, Records.Listing("l-going"));

        notice.AgreementId.ShouldBe(shared.Agreement.Id);
        notice.Change.ShouldContain("One is over.");
        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-going");
    }

    [Fact]
    public async Task An_agreement_that_could_not_feed_the_query_ends_nothing()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var holds = await Given.AgreementAsync(shared.Provider, shared.Recipient, Terms.Grant(g =>
        {
            g.Kinds.Clear();
            g.Kinds.Add(RecordKind.InventoryHold);
        }));
        var watch = await Given.WatchAsync(shared.Recipient, Terms.Query(kinds: RecordKind.Listing));

        await Given.TerminatedAsync(shared.Provider, holds);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));

        (await watch.PageAsync()).Views.ShouldHaveSingleItem().Name.Id.ShouldBe("l-1");
    }

    [Fact]
    public async Task A_suspended_provider_stops_providing_within_a_second()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.SuspendedAsync(shared.Provider);
        var (end, status, after) = await watch.EndAsync();

        after.ShouldBeLessThan(Second);
        end.Reason.ShouldBe(EndReason.AgreementEnded);
        status.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        (await shared.Recipient.PullAsync()).Views.ShouldBeEmpty();
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => shared.Recipient.GetAsync(shared.Provider.Id, RecordKind.Listing, "l-1"));
    }

    [Fact]
    public async Task A_reinstated_provider_provides_again()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        await Given.SuspendedAsync(shared.Provider);

        await Hub.Operator.Members.ReinstateAsync(new ReinstateRequest { Id = shared.Provider.Id, Reason = "All is well." });

        (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_suspended_members_watch_ends_within_a_second_and_its_new_calls_are_refused_at_once()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var watch = await Given.WatchAsync(shared.Recipient);

        await Given.SuspendedAsync(shared.Recipient);
        await Refused.WithAsync(StatusCode.PermissionDenied, "MEMBER_SUSPENDED", () => shared.Recipient.PullAsync());
        var (end, status, after) = await watch.EndAsync();

        after.ShouldBeLessThan(Second);
        end.Reason.ShouldBe(EndReason.AccessEnded);
        status.ShouldSay(StatusCode.PermissionDenied, "CLIENT_UNKNOWN");
    }

    [Fact]
    public async Task A_revoked_clients_watch_ends_within_a_second_and_its_new_calls_are_refused_at_once()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        var watch = await Given.WatchAsync(shared.Recipient);

        await Hub.Operator.Members.RevokeClientAsync(new RevokeClientRequest { MemberId = shared.Recipient.Id, ClientId = shared.Recipient.Credential.ClientId });
        await Refused.WithAsync(StatusCode.PermissionDenied, "CLIENT_UNKNOWN", () => shared.Recipient.PullAsync());
        var (end, status, after) = await watch.EndAsync();

        after.ShouldBeLessThan(Second);
        end.Reason.ShouldBe(EndReason.AccessEnded);
        status.ShouldSay(StatusCode.PermissionDenied, "CLIENT_UNKNOWN");
    }

    [Fact]
    public async Task A_suspended_contributors_open_stream_ends_within_a_second()
    {
        var retailer = await Given.RetailerAsync();
        using var call = retailer.Hub.Intake.Submit(deadline: DateTime.UtcNow + Line.Patience);
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();

        await Given.SuspendedAsync(retailer);
        var since = System.Diagnostics.Stopwatch.StartNew();

        await Refused.WithAsync(StatusCode.PermissionDenied, "CLIENT_UNKNOWN", () => call.ResponseStream.MoveNext(default));
        since.Elapsed.ShouldBeLessThan(Second);
        await Refused.WithAsync(StatusCode.PermissionDenied, "MEMBER_SUSPENDED", () => retailer.SubmitAsync(Records.Listing("l-1")));
    }

    [Fact]
    public async Task A_pull_under_way_ends_when_its_last_agreement_does()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Enumerable.Range(1, 400).Select(n => IntelRecord.Parser.ParseFrom(Encoding.OfSize(Records.Seller($"s-{n}"), 30_000))));
        using var call = shared.Recipient.Hub.Disclosure.Pull(
            new PullRequest { Query = Terms.Query(), PageSize = 5 }, deadline: DateTime.UtcNow + Line.Patience);
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();

        // Far from all of it fits into transport windows, so most is still to be decided.
        await Given.TerminatedAsync(shared.Provider, shared.Agreement);
        var (records, end) = (call.ResponseStream.Current.Page.Views.Count, default(End));
        var status = await Refused.ByAsync(async () =>
        {
            while (await call.ResponseStream.MoveNext(default))
            {
                records += call.ResponseStream.Current.Page?.Views.Count ?? 0;
                end ??= call.ResponseStream.Current.End;
            }
        });

        records.ShouldBeLessThan(400);
        end.ShouldNotBeNull().Reason.ShouldBe(EndReason.AgreementEnded);
        status.StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }
}
