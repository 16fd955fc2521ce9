using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharingHub.Sdk.Connecting;

/// <summary>What <c>./hub up</c> writes when the hub is ready: where it is, and the members' development credentials.</summary>
internal sealed record ReadyFile
{
    public sealed record Credential(
        [property: JsonPropertyName("client_id")] string ClientId,
        [property: JsonPropertyName("certificate")] string Certificate,
        [property: JsonPropertyName("key")] string Key);

    private string _folder = "";

    [JsonPropertyName("gateway")]
    public required Uri Gateway { get; init; }

    [JsonPropertyName("ca")]
    public required string Ca { get; init; }

    [JsonPropertyName("token_endpoint")]
    public Uri? TokenEndpoint { get; init; }

    [JsonPropertyName("ledger_vkey")]
    public string? LedgerKey { get; init; }

    [JsonPropertyName("operator")]
    public Credential? Operator { get; init; }

    [JsonPropertyName("members")]
    public IReadOnlyDictionary<string, Credential> Members { get; init; } = new Dictionary<string, Credential>();

    public static ReadyFile Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no {path}: the hub is not up, or has another data folder.", path);
        try
        {
            var file = JsonSerializer.Deserialize<ReadyFile>(File.ReadAllBytes(path)) ?? throw new JsonException("null");
            file._folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return file;
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"{path} is not a ready file: {error.Message}", error);
        }
    }

    public HubConnectionOptions OptionsOf(string member)
    {
        var known = member == "operator" ? Operator : Members.GetValueOrDefault(member);
        if (known is null)
            throw new ArgumentException($"No credential for '{member}' here; there are: {string.Join(", ", Names())}.");
        return new HubConnectionOptions
        {
            Gateway = Gateway,
            CaPath = Full(Ca),
            TokenEndpoint = TokenEndpoint,
            LedgerKey = LedgerKey,
            ClientId = known.ClientId,
            CertificatePath = Full(known.Certificate),
            KeyPath = Full(known.Key),
        };
    }

    private IEnumerable<string> Names() => Operator is null ? Members.Keys.Order() : Members.Keys.Order().Append("operator");

    private string Full(string path) => Path.GetFullPath(path, _folder);
}
