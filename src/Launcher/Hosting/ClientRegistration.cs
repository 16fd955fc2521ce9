using System.Text.Json;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Hosting;

/// <summary>Tells the token issuer of the operation's clients, through its own command line; known ones are brought up to date.</summary>
internal static class ClientRegistration
{
    public static async Task RegisterAsync(ServiceSpec identity, ReadyFile ready, HostOptions options, CancellationToken cancellation)
    {
        var clients = options.Members
            .Select(member => Entry(ready.Members[member.Id], member.Purposes))
            .Prepend(Entry(ready.Operator, []));
        var list = Path.Combine(options.Folder, "pki", "clients.json");
        await File.WriteAllTextAsync(list, JsonSerializer.Serialize(clients), cancellation);
        await Tool.RequireAsync([identity.Program.Executable, "clients", "add", "--from", list], identity.Program.Environment, cancellation);
    }

    private static Dictionary<string, object> Entry(ReadyClient client, IReadOnlyList<string> purposes) => new()
    {
        ["client_id"] = client.ClientId,
        ["certificate"] = client.Certificate,
        ["purposes"] = purposes,
    };
}
