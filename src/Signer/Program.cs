using SharingHub.Signer.Hosting;
using SharingHub.Signer.Keeping;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = SignerSettings.Read(builder.Configuration);
if (settings.Problems.Count > 0)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, settings.Problems));
    return SignerSettings.WrongSettings;
}

try
{
    using var folder = SignerFolder.Open(settings.Folder, settings.Origin);
    builder.WebHost.UseKestrelHttpsConfiguration();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAs(settings));
    builder.Services.AddSingleton(folder);
    builder.Services.AddSingleton<LogSigner>();

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
