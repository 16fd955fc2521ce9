using SharingHub.Fault.Tests.Harness;

namespace SharingHub.Fault.Tests.Ledger;

public sealed class TreeTests(ThreeReplicas operation) : IClassFixture<ThreeReplicas>
{
    private TreeChecks Tree => new(operation);

    [Fact]
    public async Task Three_replicas_that_are_killed_in_turn_make_the_tree_that_an_undisturbed_run_makes()
    {
        await using var carrier = operation.Connect("parcelwing");
        var pushed = await carrier.PushAsync("parcelwing", Feed.Of("parcelwing", 9000, "killed"), faultAfter: 500, async () =>
        {
            // Whoever integrates or publishes at that moment is killed in the middle of it.
            for (var round = 0; round < 2; round++)
            {
                foreach (var replica in operation.Host.Hubs)
                    await operation.KillAndRestartAsync(replica);
            }
        });
        await Tree.ShouldBeWholeAsync(pushed);

        var disturbed = await Tree.DigestAsync();
        await IntegrateAgainAsync();
        (await Tree.DigestAsync()).ShouldBe(disturbed);
    }

    [Fact]
    public async Task A_kill_of_the_integrators_database_session_at_each_of_its_statements_leaves_the_tree_before_or_after()
    {
        await using var retailer = operation.Connect("amazonia");
        await retailer.PushAsync("amazonia", Feed.Of("amazonia", 700, "warm"));
        // Each of these fails the step after what stands before it: entries read, tiles written, the tree moved.
        foreach (var table in new[] { "ledger.blob", "ledger.edge", "ledger.tree" })
        {
            await operation.ExecuteAsync(
                $"""
                create or replace function ledger.fail_once() returns trigger language plpgsql security definer as $$
                begin
                  if nextval('ledger.failures') < 4 then perform pg_terminate_backend(pg_backend_pid()); end if;
                  return null;
                end $$;
                create sequence ledger.failures;
                create trigger fail_once after insert or update on {table} for each statement execute function ledger.fail_once();
                """);
            var pushed = await retailer.PushAsync("amazonia", Feed.Of("amazonia", 700, $"cut-{table[^4..]}"));
            await Tree.ShouldBeWholeAsync(pushed);
            (await operation.History.AskAsync<long>("select last_value from ledger.failures")).ShouldBeGreaterThanOrEqualTo(4, "it was cut, and went on");
            await operation.ExecuteAsync($"drop trigger fail_once on {table}; drop function ledger.fail_once; drop sequence ledger.failures");
        }

        var disturbed = await Tree.DigestAsync();
        await IntegrateAgainAsync();
        (await Tree.DigestAsync()).ShouldBe(disturbed);
    }

    /// <summary>Throws away what was integrated, past the trigger that forbids it, and lets the replicas do it once more.</summary>
    private async Task IntegrateAgainAsync()
    {
        var size = await operation.History.AskAsync<long>("select size from ledger.tree");
        await operation.ExecuteAsync(
            """
            alter table ledger.blob disable trigger refuse_change;
            truncate ledger.blob, ledger.edge;
            update ledger.tree set size = 0, root = sha256('');
            alter table ledger.blob enable trigger refuse_change;
            """);
        await Eventually.IsTrueAsync(async () => await operation.History.AskAsync<long>("select size from ledger.tree") == size, "all is integrated again");
    }
}
