using SharingHub.Signer.Hosting;
using SharingHub.Signer.Keeping;

var (rotate, rest) = args is ["rotate", .. var others] ? (true, others) : (false, args);
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = rest, ContentRootPath = AppContext.BaseDirectory });
var settings = SignerSettings.Read(builder.Configuration);
if (settings.Problems.Count > 0)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, settings.Problems));
    return SignerSettings.WrongSettings;
}

try
{
    using var folder = SignerFolder.Open(settings.Folder, settings.Origin);
    if (rotate)
    {
        var (succession, until) = folder.Rotate(TimeProvider.System.GetUtcNow(), settings.Overlap);
        Console.WriteLine($"From the next start on {succession.New} signs; until {until:yyyy-MM-dd'T'HH:mm:ss'Z'} the old key signs beside it.");
        return 0;
    }

    builder.WebHost.UseKestrelHttpsConfiguration();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAs(settings));
    builder.Services.AddSingleton(folder);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddSingleton<LogSigner>();
    builder.Services.AddSingleton(WitnessFolder.Open(settings.Folder, settings.Origin));
    builder.Services.AddSingleton<LogWitness>();

    await using var app = builder.Build();
    app.MapSigner();
    await app.RunAsync();
    return 0;
}
catch (SignerFolderException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
