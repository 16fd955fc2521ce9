using System.Net;
using SharingHub.Launcher.Operation;

namespace SharingHub.Launcher.Hosting;

/// <summary>How a whole system is started.</summary>
public sealed record HostOptions
{
    public const int DefaultPort = 7443;

    /// <summary>Where everything is kept.</summary>
    public required string Folder { get; init; }

    /// <summary>The gateway's port; 0 takes a free one. All other ports are free ones.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Where all services listen. One that is no loopback address stands in their certificates, too.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Goes before the command line of every service, e.g. to run it in a network namespace.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    /// <summary>Hub processes behind the gateway.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>A PostgreSQL that runs already, as a user that may create databases; null starts a private cluster.</summary>
    public string? Postgres { get; init; }

    /// <summary>Whether a private cluster survives the loss of power; false for tests alone.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>The members whose clients get certificates and may ask for tokens; none for an empty hub.</summary>
    public IReadOnlyList<OperationMember> Members { get; init; } = ModelOperation.Members;

    /// <summary>Registers members and agreements in the hub, once all answer and before <c>ready.json</c> is written.</summary>
    public ISeed? Seed { get; init; }

    /// <summary>Added to the environment of every process, over what the host sets; for tests of other settings.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where to say what it does, in short lines.</summary>
    public TextWriter Says { get; init; } = TextWriter.Null;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Fills a hub over its public interface, as its operator and members. It is called at every start, so it must bear repetition.</summary>
public interface ISeed
{
    Task PlantAsync(ReadyFile ready, CancellationToken cancellation);
}
