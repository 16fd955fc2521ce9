using System.Net;
using System.Text.Json;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Sdk.Connecting;

/// <summary>One client_credentials request (RFC 6749 4.4) over mutual TLS.</summary>
internal sealed class TokenRequest(HubConnectionOptions options) : IDisposable
{
    // Several times what any token takes, in bytes: whoever answers may be anybody's.
    private const int LargestAnswer = 256 * 1024;

    // A handler of its own: a gRPC channel takes over how its handler connects.
    private readonly HttpClient _http = new(Transport.Create(options))
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        Timeout = options.UnaryDeadline,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    private readonly Uri _endpoint = options.TokenEndpoint ?? new Uri(options.Gateway, "/connect/token");

    public async Task<AccessToken> SendAsync(string scopes, CancellationToken cancel)
    {
        var asked = options.Time.GetUtcNow();
        try
        {
            using var form = new FormUrlEncodedContent(Fields(scopes));
            using var answer = await _http.PostAsync(_endpoint, form, cancel);
            var body = await answer.Content.ReadAsByteArrayAsync(cancel);
            return answer.IsSuccessStatusCode ? Token(body, asked) : throw Refusal(answer.StatusCode, body, scopes);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new HubException(StatusCode.Unavailable, "", $"The token endpoint {_endpoint} does not answer: {Root(error).Message}", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private IEnumerable<KeyValuePair<string, string>> Fields(string scopes)
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", options.ClientId);
        if (scopes.Length > 0)
            yield return new("scope", scopes);
        if (options.Authentication != ClientAuthentication.PrivateKeyJwt)
            yield break;
        yield return new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        yield return new("client_assertion", ClientAssertion.Sign(options));
    }

    private static AccessToken Token(byte[] body, DateTimeOffset asked)
    {
        var json = Json(body);
        if (json.TryGetValue("access_token", out var token) && json.TryGetValue("expires_in", out var seconds) && seconds.TryGetInt32(out var life))
            return AccessToken.Issued(token.GetString()!, asked, TimeSpan.FromSeconds(life));
        throw new HubException(StatusCode.Unavailable, "", "The token endpoint gave an answer without token or life.");
    }

    private static HubException Refusal(HttpStatusCode status, byte[] body, string scopes)
    {
        if ((int)status >= 500 || status == HttpStatusCode.TooManyRequests)
            return new HubException(StatusCode.Unavailable, "", $"The token endpoint answers {(int)status}.");
        var json = Json(body);
        var error = Text(json, "error");
        var description = Text(json, "error_description");
        // Issuers differ in the error's name when a client asks for a scope that it does not hold.
        if (scopes.Length > 0 && (error == "invalid_scope" || description.Contains("scope", StringComparison.OrdinalIgnoreCase)))
            return new HubException(StatusCode.PermissionDenied, ErrorReason.PurposeNotHeld.ToName(), $"This client does not hold {scopes}.");
        return new HubException(StatusCode.Unauthenticated, TokenSource.Refused, $"No token: {error} ({(int)status}). {description}".TrimEnd());
    }

    private static string Text(Dictionary<string, JsonElement> json, string name) =>
        json.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static Dictionary<string, JsonElement> Json(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(body) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Exception Root(Exception error) => error.InnerException is { } inner ? Root(inner) : error;
}
