using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Witness.Tests.Harness;

/// <summary>A witness in this process, on a port that was free, and what to ask it with.</summary>
internal sealed class RunningWitness : IAsyncDisposable
{
    private readonly HttpClient _http;

    private RunningWitness(WitnessServer server) => (Server, _http) = (server, new HttpClient { BaseAddress = server.Address });

    public WitnessServer Server { get; }

    public VerifierKey Key => Server.Key;

    public static WitnessOptions Options(string folder, params IEnumerable<TwoHistories> logs) => new()
    {
        Folder = folder,
        Name = "witness.example/w1",
        Listen = new Uri("http://127.0.0.1:0"),
        Logs = [.. logs.Select(l => l.Signer.Key)],
    };

    public static async Task<RunningWitness> StartAsync(WitnessOptions options, TimeProvider? time = null) =>
        new(await WitnessServer.StartAsync(options, time ?? TimeProvider.System, logging => logging.AddProvider(NullLoggerProvider.Instance), TestContext.Current.CancellationToken));

    public async Task<Answer> AddAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var response = await _http.PostAsync("/add-checkpoint", content, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    public Task<Answer> AddAsync(AddCheckpointRequest request) => AddAsync(request.ToBytes());

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}

internal sealed record Answer(int Status, string Body, MediaTypeHeaderValue? Type)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Content.Headers.ContentType);
}
