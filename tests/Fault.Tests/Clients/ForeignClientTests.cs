using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using SharingHub.Fault.Tests.Harness;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Clients;

/// <summary>A client in another language, on another gRPC library, that knows the protos and <c>ready.json</c>.</summary>
public sealed class ForeignClientTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    [Theory]
    [InlineData("amazonia", "")]
    [InlineData("bazaarly", "--jwt")]
    public async Task It_gets_a_token_and_pushes_pulls_watches_and_gets(string contributor, string authentication)
    {
        var client = await ForeignClient.InstallAsync();
        string[] auth = [.. authentication.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        string[] asCustoms = ["--purpose", "border_targeting", .. auth];
        var (first, then) = (Feed.Of(contributor, 500, "first"), Feed.Of(contributor, 30, "then"));

        var pushed = await PushAsync(client, contributor, auth, first);
        pushed.GetProperty("SUBMIT_OUTCOME_ACCEPTED").GetInt32().ShouldBe(500);
        var again = await PushAsync(client, contributor, auth, first);
        again.GetProperty("SUBMIT_OUTCOME_DUPLICATE").GetInt32().ShouldBe(500);
        await operation.History.ShouldBeWholeAsync();

        var pulled = (await client.RunAsync(operation.ReadyFilePath, "customs", [.. asCustoms, "pull"])).Single();
        pulled.GetProperty("end").GetString().ShouldBe("END_REASON_COMPLETE");
        Ids(pulled).Count(id => IsOf(first, id)).ShouldBe(500);

        var there = Ids(pulled).Count;
        var watched = await client.RunAsync(
            operation.ReadyFilePath, "customs", [.. asCustoms, "watch", (there + then.Count).ToString(CultureInfo.InvariantCulture)],
            async answer =>
            {
                if (answer.TryGetProperty("caught_up", out var caughtUp))
                {
                    caughtUp.GetInt32().ShouldBe(there);
                    await PushAsync(client, contributor, auth, then);
                }
            });
        Ids(watched[^1]).Skip(there).ShouldBe(then.Select(record => record.Id), ignoreOrder: true);

        var got = await client.RunAsync(operation.ReadyFilePath, "customs", [.. asCustoms, "get", contributor, KindOf(first[0]), first[0].Id]);
        got.Single().GetProperty("id").GetString().ShouldBe(first[0].Id);
        got.Single().GetProperty("withheld").GetArrayLength().ShouldBeGreaterThan(0);
    }

    private async Task<JsonElement> PushAsync(ForeignClient client, string contributor, string[] auth, IReadOnlyList<IntelRecord> records)
    {
        var feed = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(feed, records.Select(record => JsonFormatter.Default.Format(record)), TestContext.Current.CancellationToken);
            return (await client.RunAsync(operation.ReadyFilePath, contributor, [.. auth, "push", feed])).Single();
        }
        finally
        {
            File.Delete(feed);
        }
    }

    private static List<string> Ids(JsonElement answer) => [.. answer.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!)];

    private static bool IsOf(IReadOnlyList<IntelRecord> records, string id) => records.Any(record => record.Id == id);

    private static string KindOf(IntelRecord record) => record.BodyCase.ToString().ToSnakeCase();
}
