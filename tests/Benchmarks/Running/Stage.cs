using Npgsql;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;
using SharingHub.Launcher.Postgres;
using SharingHub.Launcher.Processes;
using SharingHub.Launcher.Seed;
using SharingHub.Sdk;

namespace SharingHub.Benchmarks.Running;

/// <summary>
/// What all lines are measured on: a whole system on a PostgreSQL of its own that flushes each commit, and the bare server. Each part is started
/// when the first line asks for it; all are stopped and deleted at the end.
/// </summary>
/// <param name="records">How many records one pass moves.</param>
internal sealed class Stage(int records, TextWriter says) : IAsyncDisposable
{
    private readonly Dictionary<(Door, string), HubConnection> _connections = [];
    private readonly string _folder = DataFolder.MakeTemporary();
    private SharingHubHost? _host;
    private BareSide? _bare;
    private Workload? _workload;
    private History? _history;
    private ReadSet? _readSet;
    private int _tags;

    public int Records { get; } = records;

    /// <summary>For what is said before it is measured.</summary>
    public TextWriter Says => says;

    public bool IsRunning => _host is not null;

    public SharingHubHost Host => _host ?? throw new InvalidOperationException("The system was not started: a line has to ask for it when it prepares.");

    public History History => _history ?? throw new InvalidOperationException("The system was not started.");

    /// <summary>A tag that no record has yet.</summary>
    public string NextTag() => $"r{++_tags}";

    public async Task<Workload> WorkloadAsync(CancellationToken cancellation) => _workload ??= await Workload.ReadAsync(cancellation);

    public async Task StartSystemAsync(CancellationToken cancellation)
    {
        if (_host is not null)
            return;
        IReadOnlyList<OperationMember> members = [.. ModelOperation.Members, .. Border.AllMembers];
        var options = new HostOptions
        {
            Folder = _folder,
            Port = 0,
            Members = members,
            Seed = new OperationSeed(members, [.. OperationAgreements.All, .. Border.AllAgreements]),
            Durable = true,
            Says = says,
        };
        _host = await SharingHubHost.StartAsync(options, cancellation);
        await Durability.RequireAsync(_host, cancellation);
        _history = new History(Connect(Door.Hub, "inspectorate"));
        await Agreements.PutInForceAsync(this, Agreements.ReadSet, cancellation);
    }

    /// <summary>The operator's connection, straight to the hub.</summary>
    public HubConnection ConnectOperator() => Connect(Door.Hub, Host.Ready.Operator);

    public async Task StartBareAsync(CancellationToken cancellation)
    {
        await StartSystemAsync(cancellation);
        _bare ??= await BareSide.StartAsync(Host, _folder, Records, cancellation);
    }

    /// <summary>As many records as a pass moves, which customs may read; submitted once.</summary>
    public async Task<ReadSet> ReadSetAsync(CancellationToken cancellation)
    {
        await StartSystemAsync(cancellation);
        return _readSet ??= await Running.ReadSet.SubmitAsync(this, cancellation);
    }

    /// <summary>The whole history as an archive, up to a checkpoint of now.</summary>
    public async Task<DirectoryInfo> ExportAsync(CancellationToken cancellation)
    {
        await using (var database = NpgsqlDataSource.Create(Host.HubDatabase))
            await Checkpoints.CoverAsync(database, cancellation);
        var archive = Path.Combine(_folder, "archive");
        await Tool.RequireAsync(
            [Path.Combine(BuiltPrograms.RuntimeRoot, "dotnet"), Path.Combine(AppContext.BaseDirectory, "sharinghub.dll"), "audit", "export", archive, "--data", _folder, "--as", "inspectorate"],
            cancellation: cancellation);
        return new DirectoryInfo(archive);
    }

    /// <summary>A database beside the hub's, on the same server: <c>limits</c>.</summary>
    public async Task<string> LimitsDatabaseAsync(CancellationToken cancellation)
    {
        await StartSystemAsync(cancellation);
        return await Databases.EnsureAsync(Host.Cluster!.ConnectionString("postgres"), "limits", cancellation);
    }

    /// <summary>A member's one connection through a door, with mutual TLS and the member's token wherever it leads.</summary>
    public HubConnection Connect(Door door, string member)
    {
        if (!_connections.TryGetValue((door, member), out var known))
            _connections[(door, member)] = known = ConnectAnew(door, member);
        return known;
    }

    /// <summary>A connection of the caller's own, with a token that has all of its life before it.</summary>
    public HubConnection ConnectAnew(Door door, string member) => Connect(door, Host.Ready.Members[member]);

    private HubConnection Connect(Door door, ReadyClient client) =>
        new HubConnection(new HubConnectionOptions
        {
            Gateway = AddressOf(door),
            CaPath = Host.Ready.Ca,
            ClientId = client.ClientId,
            CertificatePath = client.Certificate,
            KeyPath = client.Key,
            TokenEndpoint = new Uri(Host.Ready.TokenEndpoint),
        });

    /// <summary>What runs now, by the part that its time is charged to.</summary>
    public IEnumerable<(string Part, int Process)> Processes()
    {
        if (_host is null)
            return [];
        IEnumerable<(string, ServiceProcess?)> all =
        [
            .. _host.Hubs.Select(hub => (ProcessorTime.Hub, (ServiceProcess?)hub)), (ProcessorTime.Gateway, _host.Gateway), (ProcessorTime.Signer, _host.Signer),
            (ProcessorTime.Identity, _host.Identity), (ProcessorTime.Postgres, _host.Cluster!.Server), ("bare", _bare?.Server), (ProcessorTime.Gateway, _bare?.Gateway),
        ];
        return all.Where(one => one.Item2 is { IsRunning: true }).Select(one => (one.Item1, one.Item2!.ProcessId));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
        if (_bare is not null)
            await _bare.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        DataFolder.Delete(_folder);
    }

    private Uri AddressOf(Door door) => door switch
    {
        Door.Hub => Host.AddressOf(Host.Hubs[0]),
        Door.Gateway => new Uri(Host.Ready.Gateway),
        Door.Bare => _bare!.ServerAddress,
        _ => _bare!.GatewayAddress,
    };
}
