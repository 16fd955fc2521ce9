using SharingHub.Gateway.Answers;
using SharingHub.Gateway.Configuration;
using SharingHub.Gateway.Door;
using SharingHub.Gateway.Health;
using SharingHub.Gateway.Limits;
using SharingHub.Gateway.Routing;

// Settings lie beside the executable, wherever it is started from.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

var settings = GatewaySettings.Read(builder.Configuration);
if (settings.Certificates is not { } certificates || settings.Problems.Count > 0)
    return settings.Explain(Console.Error);
var options = settings.Options;

builder.WebHost.OpenDoor(options, certificates);
builder.Services.AddGracefulStop(options);
builder.Services.AddCallLimit(options.Limits);
builder.Services.AddRoutes(options, certificates);

await using var app = builder.Build();

app.UseStrippedHeaders();
app.UseErrorAnswers();
app.UseBrokenStreamAnswers();
app.UseRouting();
app.UseCallLimit();
app.MapHealth();
app.MapRoutes();

await app.RunAsync();
return 0;
