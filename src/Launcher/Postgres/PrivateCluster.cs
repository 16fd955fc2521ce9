using Npgsql;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Postgres;

/// <summary>
/// A PostgreSQL of our own: the system's binaries, our data folder, one unix socket that no other user can reach.
/// It dies with this process.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    // How long backends of a killed server may take to notice and let go of its shared memory.
    private static readonly TimeSpan OrphansPatience = TimeSpan.FromSeconds(15);

    private readonly string socketFolder;
    private readonly string? folder;
    private readonly FolderLock? folderLock;

    private PrivateCluster(string dataFolder, string socketFolder, ServiceProcess server, string? folder, FolderLock? folderLock)
    {
        this.folder = folder;
        DataFolder = dataFolder;
        this.socketFolder = socketFolder;
        Server = server;
        this.folderLock = folderLock;
    }

    /// <summary>PostgreSQL's own data folder.</summary>
    public string DataFolder { get; }

    /// <summary>The postmaster.</summary>
    public ServiceProcess Server { get; }

    /// <summary>Starts the cluster of a folder, made there first if there is none, and answers when it takes connections.</summary>
    public static async Task<PrivateCluster> StartAsync(ClusterOptions options, CancellationToken cancellation = default)
    {
        var user = await DatabaseUser.ChooseAsync(cancellation);
        var folder = options.Folder is null ? null : Path.GetFullPath(options.Folder);
        var folderLock = folder is null ? null : FolderLock.Take(folder, "postgres");
        string? socketFolder = null;
        try
        {
            if (folder is not null)
                SocketFolders.RemoveLeftOver(folder);
            socketFolder = await user.MakeTemporaryFolderAsync(cancellation);
            if (folder is not null)
                SocketFolders.Remember(folder, socketFolder);
            var data = folder is null ? Path.Combine(socketFolder, "postgres") : await ClusterFolder.LocateAsync(folder, user, cancellation);
            var made = ClusterFolder.MajorVersion(data);
            var binaries = await PostgresInstallation.RequireAsync(made, options.Says, cancellation);
            if (made is null)
                await ClusterFolder.InitialiseAsync(data, binaries, user, options.Durable, cancellation);
            await StalePostmaster.ClearAsync(data, cancellation);

            var server = new ServiceProcess(new ServiceProgram("postgres", binaries.Postgres, Path.Combine(folder ?? socketFolder, "logs", "postgres.log"))
            {
                Arguments = [.. PostgresSettings.Arguments(data, socketFolder, options.Durable)],
                UserOptions = user.Options,
                DeathSignal = Signal.Interrupt,
            });
            var cluster = new PrivateCluster(data, socketFolder, server, folder, folderLock);
            await cluster.StartAsync(cancellation);
            return cluster;
        }
        catch
        {
            Remove(socketFolder);
            if (folder is not null)
                SocketFolders.RemoveLeftOver(folder);
            folderLock?.Dispose();
            throw;
        }
    }

    /// <summary>As the superuser, to a database that need not exist yet.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = socketFolder, Username = "postgres", Database = database }.ConnectionString;

    /// <summary>Starts it again on the same data and socket, after a stop or a death.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartPatience);
        var orphans = Task.Delay(OrphansPatience, cancellation);
        try
        {
            await Server.StartAsync();
            while (!await TakesConnectionsAsync(patience.Token))
            {
                if (!Server.IsRunning)
                {
                    if (orphans.IsCompleted || !Server.LogTail().Contains("shared memory block", StringComparison.Ordinal))
                        throw new LauncherException($"PostgreSQL did not start. The end of {Server.LogFile}:\n{Server.LogTail()}");
                    await Server.StartAsync();
                }

                await Task.Delay(50, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await Server.KillAsync();
            throw new LauncherException($"PostgreSQL took no connection within {StartPatience}. The end of {Server.LogFile}:\n{Server.LogTail()}");
        }
        catch
        {
            await Server.KillAsync();
            throw;
        }
    }

    /// <summary>The clean stop: sessions are cut, the last checkpoint is written (<c>pg_ctl stop -m fast</c>).</summary>
    public Task StopAsync() => Server.StopAsync(Signal.Interrupt, StopPatience);

    /// <summary>The stop without a checkpoint, as after a crash (<c>pg_ctl stop -m immediate</c>): the next start recovers.</summary>
    public Task StopImmediateAsync() => Server.StopAsync(Signal.Quit, StopPatience);

    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await StopAsync();
        await StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
        Remove(socketFolder);
        if (folder is not null)
            SocketFolders.RemoveLeftOver(folder);
        folderLock?.Dispose();
    }

    private async Task<bool> TakesConnectionsAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static void Remove(string? folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
