using System.CommandLine;
using SharingHub.Identity.Database;

namespace SharingHub.Identity.Clients;

/// <summary><c>clients add | remove | list</c>: the operator's hand on the registry, on the database that the server uses.</summary>
internal static class ClientsCommand
{
    public static Command Create() => new("clients", "Registers the clients that may ask for tokens") { Add(), Remove(), List() };

    private static Command Add()
    {
        var id = new Option<string?>("--client-id") { Description = "The client, for example customs-main" };
        var certificate = new Option<string?>("--certificate") { Description = "Its certificate, a PEM file" };
        var purposes = new Option<string[]>("--purpose") { Description = "A purpose that it may state; repeat for more", DefaultValueFactory = _ => [] };
        var from = new Option<string?>("--from") { Description = "A JSON list of {client_id, certificate, purposes}; certificates relative to it" };
        var add = new Command("add", "Registers a client, or gives a known one a new certificate and purposes") { id, certificate, purposes, from };
        add.Validators.Add(given =>
        {
            var one = given.GetValue(id) is not null && given.GetValue(certificate) is not null;
            var any = given.GetValue(id) is not null || given.GetValue(certificate) is not null || given.GetValue(purposes)!.Length > 0;
            if (given.GetValue(from) is null ? !one : any)
                given.AddError("Give --client-id and --certificate, or --from alone.");
        });
        add.SetAction((given, cancellation) =>
        {
            var faults = new List<string>();
            var registrations = given.GetValue(from) is { } file
                ? Registration.ReadFile(file, faults)
                : [new Registration(given.GetValue(id)!, given.GetValue(certificate)!, given.GetValue(purposes)!)];
            var clients = registrations.Select(one => one.Check(faults)).OfType<RegisteredClient>().ToList();
            return faults.Count > 0
                ? ReportAsync(faults)
                : WithRegistryAsync(
                    async registry =>
                    {
                        await registry.AddAsync(clients, cancellation);
                        await Console.Out.WriteLineAsync($"{clients.Count} registered.");
                        return 0;
                    },
                    cancellation);
        });
        return add;
    }

    private static Command Remove()
    {
        var id = new Option<string>("--client-id") { Description = "The client", Required = true };
        var remove = new Command("remove", "Removes a client; tokens that it holds last their five minutes") { id };
        remove.SetAction((given, cancellation) => WithRegistryAsync(
            async registry => await registry.RemoveAsync(given.GetValue(id)!, cancellation)
                ? 0
                : await ReportAsync([$"There is no client '{given.GetValue(id)}'."]),
            cancellation));
        return remove;
    }

    private static Command List()
    {
        var list = new Command("list", "Lists the clients: id, SHA-256 of the certificate, its last day, purposes");
        list.SetAction((_, cancellation) => WithRegistryAsync(
            async registry =>
            {
                foreach (var client in await registry.ListAsync(cancellation))
                    await Console.Out.WriteLineAsync(
                        $"{client.ClientId}\t{client.Certificate.Sha256}\t{client.Certificate.NotAfter():yyyy-MM-dd}\t{string.Join(',', client.Purposes)}");
                return 0;
            },
            cancellation));
        return list;
    }

    private static async Task<int> WithRegistryAsync(Func<ClientRegistry, Task<int>> act, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        if (builder.Configuration.GetConnectionString("Identity") is not { Length: > 0 } connection)
            return await ReportAsync([DatabaseRoom.NoConnectionString]);
        builder.Services.AddDatabase(connection);
        builder.Services.AddScoped<ClientRegistry>();
        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IdentityDatabase>().CreateWhereAbsentAsync(cancellation);
        return await act(scope.ServiceProvider.GetRequiredService<ClientRegistry>());
    }

    private static async Task<int> ReportAsync(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            await Console.Error.WriteLineAsync(fault);
        return 1;
    }
}
