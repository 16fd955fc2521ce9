using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharingHub.Launcher.Hosting;

/// <summary>
/// <c>DIR/ready.json</c>: where a running system is and the credentials to use it with. It is there exactly while the system is ready.
/// </summary>
public sealed record ReadyFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        // A vkey holds plus signs, which people copy.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The one origin of everything public, for example <c>https://localhost:7443</c>.</summary>
    public required string Gateway { get; init; }

    /// <summary>The PEM file of the authority that the gateway's certificate chains to.</summary>
    public required string Ca { get; init; }

    public required string TokenEndpoint { get; init; }

    /// <summary>Where the log's checkpoint and tiles are.</summary>
    public required string Ledger { get; init; }

    /// <summary>The log's public key as a C2SP vkey: what checkpoints and receipts are checked with.</summary>
    public string LedgerVkey { get; init; } = "";

    /// <summary>The key with which this hub cosigns the logs of peer hubs, as a C2SP vkey: for their operators and for readers' policy files.</summary>
    public string WitnessVkey { get; init; } = "";

    public required ReadyClient Operator { get; init; }

    /// <summary>By member id.</summary>
    public required IReadOnlyDictionary<string, ReadyClient> Members { get; init; }

    public static string PathIn(string folder) => Path.Combine(folder, "ready.json");

    public static ReadyFile Read(string folder) => JsonSerializer.Deserialize<ReadyFile>(File.ReadAllText(PathIn(folder)), Format)!;

    /// <summary>It appears whole: who waits for it never reads half.</summary>
    public void Write(string folder)
    {
        var unfinished = PathIn(folder) + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(this, Format) + "\n");
        File.Move(unfinished, PathIn(folder), overwrite: true);
    }

    public static void Remove(string folder) => File.Delete(PathIn(folder));
}

/// <summary>A client's credential: paths of PEM files.</summary>
public sealed record ReadyClient(string ClientId, string Certificate, string Key);
