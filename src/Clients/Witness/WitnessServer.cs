using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharingHub.Verification.Notes;
using SharingHub.Witness.Serving;

namespace SharingHub.Witness;

/// <summary>A running witness.</summary>
public sealed class WitnessServer : IAsyncDisposable
{
    private readonly CheckpointWitness _witness;
    private readonly WebApplication _web;

    private WitnessServer(CheckpointWitness witness, WebApplication web) => (_witness, _web) = (witness, web);

    /// <summary>The key that its cosignatures verify with.</summary>
    public VerifierKey Key => _witness.Key;

    /// <summary>Where it listens, with the port that it got.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <exception cref="ArgumentException">The options do not go together; the message says what would.</exception>
    /// <exception cref="InvalidDataException">What is in the folder cannot be gone on from; the message says what to do.</exception>
    /// <exception cref="IOException">The folder is in use or cannot be written to, or the address is taken.</exception>
    public static async Task<WitnessServer> StartAsync(WitnessOptions options, TimeProvider time, Action<ILoggingBuilder> logging, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        var listening = Listening.Of(options);
        var witness = CheckpointWitness.Open(options.Folder, options.Name, RingsOf(options.Logs), time);
        var web = Build(witness, listening, logging);
        var server = new WitnessServer(witness, web);
        try
        {
            await web.StartAsync(stop);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets requests that are under way end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        _witness.Dispose();
    }

    private static Dictionary<string, KeyRing> RingsOf(IReadOnlyCollection<VerifierKey> keys)
    {
        if (keys.Count == 0)
            throw new ArgumentException("Name a log to watch, by its verifier key.");
        if (keys.FirstOrDefault(k => k.Type != SignatureType.Ed25519) is { } other)
            throw new ArgumentException($"{other} is not the key of a log, whose type is 0x01.");
        return keys.GroupBy(k => k.Name).ToDictionary(k => k.Key, k => new KeyRing(k), StringComparer.Ordinal);
    }

    private static WebApplication Build(CheckpointWitness witness, Listening listening, Action<ILoggingBuilder> logging)
    {
        // Empty: no settings file and no environment variable has a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(listening.Configure);
        builder.Services.AddRoutingCore();
        logging(builder.Logging);
        var web = builder.Build();
        web.UseRouting();
        web.MapPost("/add-checkpoint", new AddCheckpointEndpoint(witness, web.Services.GetRequiredService<ILogger<CheckpointWitness>>()).AnswerAsync);
        web.MapGet(MonitoringEndpoint.Path, new MonitoringEndpoint(witness).AnswerAsync);
        return web;
    }
}
