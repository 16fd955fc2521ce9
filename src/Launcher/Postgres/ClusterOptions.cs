namespace SharingHub.Launcher.Postgres;

/// <summary>How a private cluster is kept.</summary>
public sealed record ClusterOptions
{
    /// <summary>The cluster lives in <c>postgres</c> in this folder, its log in <c>logs</c>. Null: a temporary one, deleted with all its data at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Whether a commit survives the loss of power. False turns fsync off, for tests alone;
    /// a commit still survives the death of every process, so faults of processes can be tested without.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>Where to say what takes long.</summary>
    public TextWriter Says { get; init; } = TextWriter.Null;
}
