using Grpc.Core;
using SharingHub.Cli;
using SharingHub.Clients.Tests.Cli;
using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk.Agreeing;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Agreeing;

public sealed class AgreementWatchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_goes_on_over_breaks_and_yields_only_what_has_changed_meanwhile()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Agreements.OnWatch.Enqueue(async (changes, _) =>
        {
            await changes.WriteAsync(Change("a-1", "in force", 1));
            await changes.WriteAsync(Change("a-2", "in force", 1));
            throw Refusals.With(StatusCode.Unavailable, "", "This replica is stopping.");
        });
        peer.Agreements.OnWatch.Enqueue(async (changes, call) =>
        {
            await changes.WriteAsync(Change("a-1", "in force", 9));
            await changes.WriteAsync(new AgreementServiceWatchResponse { Heartbeat = new Heartbeat() });
            await changes.WriteAsync(Change("a-2", "terminated by customs: over", 5));
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
        });
        await using var hub = peer.Connect();

        var told = await hub.WatchAgreementsAsync(Stop).Take(3).ToListAsync(Stop);

        told.Select(c => (c.Agreement.Id, c.What)).ShouldBe([("a-1", "in force"), ("a-2", "in force"), ("a-2", "terminated by customs: over")]);
    }

    [Fact]
    public async Task A_refused_watch_is_not_tried_again()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var streams = 0;
        peer.Agreements.OnWatch.Enqueue((_, _) =>
        {
            streams++;
            throw Refusals.With(StatusCode.PermissionDenied, "MEMBER_SUSPENDED", "The member is suspended.");
        });

        var run = await CliRun.AsCustomsAsync(peer, "agreements", "watch");

        run.Code.ShouldBe(ExitCode.NotAllowed);
        run.Error.ShouldBe("MEMBER_SUSPENDED: The member is suspended.\n");
        streams.ShouldBe(1);
    }

    [Fact]
    public async Task The_command_writes_a_line_a_change_as_it_comes()
    {
        await using var peer = await ScriptedHub.StartAsync();
        peer.Agreements.OnWatch.Enqueue(async (changes, _) =>
        {
            await changes.WriteAsync(Change("a-1", "suspended by amazonia: a leak", 12));
            throw Refusals.With(StatusCode.PermissionDenied, "CLIENT_UNKNOWN", "This client no longer acts here.");
        });

        var run = await CliRun.AsCustomsAsync(peer, "agreements", "watch", "--output", "table");

        run.Output.ShouldBe("a-1@1  SUSPENDED  suspended by amazonia: a leak  12 delivered\n");
    }

    [Fact]
    public async Task List_shows_the_amendment_under_way_and_who_suspended()
    {
        await using var peer = await ScriptedHub.StartAsync();
        var agreement = Change("a-1", "", 0).Change.Agreement;
        agreement.Suspensions.Add(new Suspension { Member = "amazonia", Reason = "a leak" });
        agreement.Amendment = new Amendment { Revision = 2, Signatures = { new Signature { Member = "customs" } } };
        peer.Agreements.OnList = () => new AgreementServiceListResponse { Agreements = { agreement } };

        var run = await CliRun.AsCustomsAsync(peer, "agreements", "list", "--output", "table");

        string.Join(' ', run.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ShouldContain("suspended by");
        run.Output.ShouldContain("revision 2");
    }

    private static AgreementServiceWatchResponse Change(string id, string what, ulong delivered) => new()
    {
        Change = new AgreementChange { Agreement = new Agreement { Id = id, Revision = 1, Status = AgreementStatus.Suspended }, What = what, Delivered = delivered },
    };
}
