using SharingHub.Launcher.Hosting;
using Xunit;

namespace SharingHub.Tests.Support;

/// <summary>
/// A fixture: the whole system as its processes, on free ports, in a folder and on a PostgreSQL of its own, which a test may therefore kill.
/// Derive from it for other settings.
/// </summary>
public class RunningHub : IAsyncLifetime
{
    private readonly string folder = DataFolder.MakeTemporary();
    private SharingHubHost? host;

    public SharingHubHost Host => host ?? throw new InvalidOperationException("The hub is not started yet.");

    /// <summary>Where it is, and the credentials of the operator and of every member.</summary>
    public ReadyFile Ready => Host.Ready;

    /// <summary>Where <see cref="Ready"/> is kept, for programs that read it themselves.</summary>
    public string ReadyFilePath => ReadyFile.PathIn(folder);

    protected virtual HostOptions Configure(HostOptions usual) => usual;

    /// <summary>Looks at what a run left, once all processes have ended and before the folder is deleted. What it throws fails the run.</summary>
    protected virtual void Inspect(string logs)
    {
    }

    public async ValueTask InitializeAsync() =>
        host = await SharingHubHost.StartAsync(Configure(new HostOptions { Folder = folder, Port = 0, Durable = false }));

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (host is not null)
            await host.DisposeAsync();
        try
        {
            Inspect(Path.Combine(folder, "logs"));
        }
        finally
        {
            DataFolder.Delete(folder);
        }
    }
}
