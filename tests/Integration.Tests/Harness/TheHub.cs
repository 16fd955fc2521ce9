using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using SharingHub.Federation.V1;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;
using SharingHub.Sdk;
using SharingHub.Tests.Support;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>
/// The one running system of this assembly. Its tests do not see each other because each takes members that no other has;
/// at the end the logs are looked at.
/// </summary>
public partial class TheHub : RunningHub
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<OperationRole, ConcurrentQueue<OperationMember>> _free = new(
        Pool.Members.GroupBy(m => m.Role).ToDictionary(g => g.Key, g => new ConcurrentQueue<OperationMember>(g)));

    private readonly Lazy<HubConnection> _operator;
    private readonly Lazy<NpgsqlDataSource> _database;

    public TheHub()
    {
        _operator = new(() => Connect(Ready.Operator));
        _database = new(() => NpgsqlDataSource.Create(Host.HubDatabase));
    }

    /// <summary>Where the installation keeps its development keys.</summary>
    public string Pki => Path.GetDirectoryName(Ready.Ca)!;

    /// <summary>A replica's own address, past the gateway.</summary>
    public Uri Replica => new(ListeningOn().Match(File.ReadAllText(Host.Hubs[0].LogFile)).Groups[1].Value);

    internal HubConnection Operator => _operator.Value;

    internal NpgsqlDataSource Database => _database.Value;

    /// <summary>What its processes export.</summary>
    internal TelemetrySink Telemetry { get; } = TelemetrySink.Start();

    /// <summary>Bits of access tokens that were used; none may be in a log.</summary>
    internal ConcurrentBag<string> Secrets { get; } = [];

    /// <summary>What errors in the log say that are caused on purpose; null where none are.</summary>
    protected virtual string? ExpectedError => null;

    /// <summary>A member that no other test has, registered, with its one client.</summary>
    internal async Task<Party> LendAsync(OperationRole role)
    {
        var member = Take(role);
        var credential = Ready.Members[member.Id];
        if (role == OperationRole.PeerHub)
        {
            var (ca, key) = (await File.ReadAllTextAsync(Ready.Ca), new PeerLedger(member.Id).Key);
            await Operator.Peering.AddAsync(new AddRequest
            {
                Id = member.Id,
                DisplayName = member.DisplayName,
                Address = "https://peer.example:7443",
                CertificateAuthority = ca,
                LogKey = key,
            });
        }
        else
        {
            await Operator.Members.RegisterAsync(new RegisterRequest
            {
                Id = member.Id,
                DisplayName = member.DisplayName,
                Role = Enum.Parse<MemberRole>(role.ToString()),
                Mandate = role == OperationRole.Auditor ? "All of it, for tests." : "",
            });
        }

        await Operator.Members.AddClientAsync(
            new AddClientRequest { MemberId = member.Id, ClientId = credential.ClientId, Certificate = await File.ReadAllTextAsync(credential.Certificate) });
        return new Party(this, member.Id, credential);
    }

    /// <summary>One that the token issuer knows and the hub does not.</summary>
    internal Party LendUnregistered(OperationRole role)
    {
        var member = Take(role);
        return new Party(this, member.Id, Ready.Members[member.Id]);
    }

    internal HubConnection Connect(ReadyClient client) => new(OptionsOf(client));

    internal HubConnectionOptions OptionsOf(ReadyClient client) => new()
    {
        Gateway = new Uri(Ready.Gateway),
        CaPath = Ready.Ca,
        ClientId = client.ClientId,
        CertificatePath = client.Certificate,
        KeyPath = client.Key,
    };

    /// <summary>Waits until the events have their place in the ledger: before, nobody can be shown them.</summary>
    internal async Task SequencedAsync(IEnumerable<string> eventIds)
    {
        var ids = eventIds.Select(Guid.Parse).Distinct().ToArray();
        var since = Stopwatch.StartNew();
        while (await CountAsync("select count(*) from ledger.index where event_id = any ($1)", ids) < ids.Length)
        {
            since.Elapsed.ShouldBeLessThan(Patience, "committed events get their ledger index");
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until a checkpoint that is shown to everyone covers these events.</summary>
    internal Task PublishedAsync(params IEnumerable<string> eventIds)
    {
        var ids = eventIds.Select(Guid.Parse).ToArray();
        return Eventually.IsTrueAsync(
            async () => await CountAsync(
                """
                select count(*) from ledger.index where event_id = any ($1) and idx < (select max(size) from ledger.checkpoint c
                  where signed_at < clock_timestamp() - interval '1 second' or awaits <@ array(select witness from ledger.peer_cosigned p where p.size = c.size))
                """,
                ids) == ids.Length,
            "a checkpoint covers the events");
    }

    /// <summary>Waits until what is committed is in the tree, which would not go past a body that does not open or a key that is gone.</summary>
    internal Task CoveredAsync() => Eventually.IsTrueAsync(
        async () => await CountAsync("select (select count(*) from history.mt_events) - size from ledger.tree where one = $1", true) == 0,
        "the tree covers what is committed");

    internal async Task<long> CountAsync(string sql, params object[] arguments)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var argument in arguments)
            command.Parameters.AddWithValue(argument);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    protected override HostOptions Configure(HostOptions usual) => usual with { Members = Pool.Members, Environment = Telemetry.Environment };

    protected override void Inspect(string logs)
    {
        if (_operator.IsValueCreated)
            _operator.Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (_database.IsValueCreated)
            _database.Value.Dispose();
        LogCheck.Pass(logs, Secrets, ExpectedError);
        LogCheck.PassTelemetry(Telemetry, Secrets);
        Telemetry.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private OperationMember Take(OperationRole role) => _free[role].TryDequeue(out var member)
        ? member
        : throw new InvalidOperationException($"The pool has no {role} left: make it larger.");

    [GeneratedRegex(@"Now listening on: (https://\S+)")]
    private static partial Regex ListeningOn();
}
