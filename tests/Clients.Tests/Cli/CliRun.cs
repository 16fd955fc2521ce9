using System.Text;
using System.Text.Json;
using SharingHub.Cli;
using SharingHub.Clients.Tests.Peer;

namespace SharingHub.Clients.Tests.Cli;

/// <summary>One run of the command line in this process, against a scripted hub known by its ready.json.</summary>
internal sealed record CliRun(int Code, string Output, string Error)
{
    public IReadOnlyList<JsonElement> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    public static Task<CliRun> AsCustomsAsync(ScriptedHub peer, params string[] args)
    {
        WriteReadyFile(peer);
        return RunAsync("", [.. args, "--data", peer.Certificates.Folder, "--as", "customs", "--retry-for", "5"]);
    }

    public static async Task<CliRun> RunAsync(string input, string[] args, bool terminal = false, CancellationTokenSource? stop = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, stop?.Token ?? CancellationToken.None);
        var io = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, terminal, false);
        var code = await CliApp.RunAsync(args, io, either.Token);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    public static void WriteReadyFile(ScriptedHub peer)
    {
        var credential = new { client_id = "customs-main", certificate = "client.pem", key = "client.key" };
        peer.Certificates.Write("ready.json", JsonSerializer.Serialize(new
        {
            gateway = peer.Address,
            ca = "ca.pem",
            token_endpoint = new Uri(peer.Address, "/connect/token"),
            ledger = "https://localhost/ledger/",
            @operator = credential,
            members = new { customs = credential },
        }));
    }
}
