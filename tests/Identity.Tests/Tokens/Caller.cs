using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace SharingHub.Identity.Tests.Tokens;

/// <summary>A client's connection: it trusts the test's authority and shows a certificate, or none.</summary>
public sealed class Caller : IDisposable
{
    private readonly HttpClient _http;

    public Caller(Uri address, X509Certificate2 root, X509Certificate2? certificate = null)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = policy,
                // Forced, as the library would not send a certificate that is not for clients.
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            },
        };
        _http = new HttpClient(handler) { BaseAddress = address };
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<JsonElement> DocumentAsync(string path) =>
        JsonDocument.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    public Task<Answer> TokenAsync(
        string? clientId = null, string? scope = null, string? assertion = null, string? forwarded = null, string grant = "client_credentials")
    {
        var form = new List<(string Name, string Value)> { ("grant_type", grant) };
        if (clientId is not null)
            form.Add(("client_id", clientId));
        if (scope is not null)
            form.Add(("scope", scope));
        if (assertion is not null)
            form.AddRange([("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion)]);
        return SendAsync(form, forwarded);
    }

    public Task<Answer> PostAsync(params IEnumerable<(string Name, string Value)> form) => SendAsync(form, forwarded: null);

    private async Task<Answer> SendAsync(IEnumerable<(string Name, string Value)> form, string? forwarded)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "connect/token") { Content = content };
        // A body that is refused for its size is then never sent, so the answer cannot be lost under it.
        request.Headers.ExpectContinue = true;
        if (forwarded is not null)
            request.Headers.Add("x-client-certificate", forwarded);
        using var response = await _http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What the token endpoint said.</summary>
public sealed record Answer(HttpStatusCode Status, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public AccessToken Token
    {
        get
        {
            Status.ShouldBe(HttpStatusCode.OK, Body);
            return new AccessToken(Json.GetProperty("access_token").GetString()!);
        }
    }

    /// <summary>Fails unless the request was refused with this error and a sentence that holds these words.</summary>
    public void ShouldBeRefused(string error, string words)
    {
        Status.ShouldNotBe(HttpStatusCode.OK, Body);
        Json.GetProperty("error").GetString().ShouldBe(error, Body);
        Json.GetProperty("error_description").GetString().ShouldNotBeNull().ShouldContain(words);
    }
}
