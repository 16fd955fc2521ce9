using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SharingHub.Identity.Clients;

/// <summary>A client as an operator names it: the certificate is a path.</summary>
internal sealed partial record Registration(
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("certificate")] string Certificate,
    [property: JsonPropertyName("purposes")] IReadOnlyList<string> Purposes)
{
    private const int LongestId = 100;

    /// <summary>Checks everything and names every fault.</summary>
    public RegisteredClient? Check(ICollection<string> faults)
    {
        var before = faults.Count;
        if (ClientId.Length > LongestId || !Id().IsMatch(ClientId))
            faults.Add($"Client id '{ClientId}' must be at most {LongestId} of a-z, 0-9, '-' and '.', each word starting with a letter.");
        foreach (var purpose in Purposes.Where(purpose => !Purpose.All.Contains(purpose)))
            faults.Add($"'{purpose}' is no purpose; the purposes are {string.Join(", ", Purpose.All)}.");
        var certificate = RegisteredCertificate.ReadPem(Certificate, out var fault);
        if (certificate is null)
            faults.Add(fault);
        return faults.Count > before ? null : new RegisteredClient(ClientId, certificate!, [.. Purposes.Distinct()]);
    }

    /// <summary>Reads a JSON list of registrations. A relative certificate path counts from the folder of the file.</summary>
    public static IReadOnlyList<Registration> ReadFile(string path, ICollection<string> faults)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var list = JsonSerializer.Deserialize<List<Registration>>(File.ReadAllText(path), Strict) ?? [];
            return [.. list.Select(one => one with { Certificate = Path.Combine(folder, one.Certificate) })];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            faults.Add($"{path} cannot be read as a list of {{client_id, certificate, purposes}}. {error.Message}");
            return [];
        }
    }

    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*\z")]
    private static partial Regex Id();
}
