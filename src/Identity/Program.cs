using System.CommandLine;
using Npgsql;
using SharingHub.Identity.Certificates;
using SharingHub.Identity.Clients;
using SharingHub.Identity.Database;
using SharingHub.Identity.Hosting;
using SharingHub.Identity.Tokens;

var command = new RootCommand("Issues access tokens to the clients of a SharingHub. Without a command, it serves.") { ClientsCommand.Create() };
command.SetAction((_, cancellation) => ServeAsync(cancellation));
try
{
    // The host stops itself on SIGTERM, gracefully; a second handler would cut that short.
    return await command.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (NpgsqlException fault)
{
    await Console.Error.WriteLineAsync($"The database of ConnectionStrings:Identity cannot be used. {fault.Message}");
    return 1;
}
catch (IOException fault)
{
    await Console.Error.WriteLineAsync($"Identity:Listen cannot be used. {fault.Message}");
    return 1;
}

static async Task<int> ServeAsync(CancellationToken cancellation)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
    var options = builder.Configuration.GetSection("Identity").Get<IdentityOptions>() ?? new IdentityOptions();
    var material = IdentityMaterial.Read(options, out var faults);
    var connection = builder.Configuration.GetConnectionString("Identity");
    if (material is null || string.IsNullOrEmpty(connection))
    {
        foreach (var fault in string.IsNullOrEmpty(connection) ? [DatabaseRoom.NoConnectionString, .. faults] : faults)
            await Console.Error.WriteLineAsync(fault);
        return 1;
    }

    builder.ListenWithClientCertificates(material);
    builder.Services.AddSingleton(material);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddDatabase(connection);
    builder.Services.AddScoped<ClientRegistry>();
    builder.Services.AddTokens(material);
    builder.Services.AddAuthentication();
    builder.Services.AddProbes();

    await using var app = builder.Build();
    await app.CreateSchemaAsync(cancellation);
    app.AnswerFailures();
    app.BelieveOnlyTheGateway(material.GatewayCertificate);
    app.AnswerAs(material.Issuer);
    app.UseAuthentication();
    app.MapProbes();
    await app.RunAsync(cancellation);
    return 0;
}
