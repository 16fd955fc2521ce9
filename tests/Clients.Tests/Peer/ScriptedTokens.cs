using Microsoft.AspNetCore.Http;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>A token endpoint: counts what it is asked, and gives numbered tokens.</summary>
public sealed class ScriptedTokens
{
    private readonly Lock _lock = new();

    public List<Dictionary<string, string>> Requests { get; } = [];

    public int LifeSeconds { get; set; } = 300;

    public TimeSpan Delay { get; set; }

    /// <summary>Status and body instead of a token.</summary>
    public (int Status, object Body)? Refusal { get; set; }

    public async Task<IResult> AnswerAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        int number;
        lock (_lock)
        {
            Requests.Add(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
            number = Requests.Count;
        }

        await Task.Delay(Delay);
        if (Refusal is { } refusal)
            return Results.Json(refusal.Body, statusCode: refusal.Status);
        return Results.Json(new { access_token = $"token-{number}", token_type = "Bearer", expires_in = LifeSeconds });
    }
}
