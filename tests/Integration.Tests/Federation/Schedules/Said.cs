using System.Diagnostics;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>One revision of a record, as its contributor said it.</summary>
internal sealed class Said(IntelRecord record)
{
    public IntelRecord Record => record;

    /// <summary>When it was certainly over (<see cref="Stopwatch.GetTimestamp"/>); null while it stands.</summary>
    public long? Until { get; set; }

    public bool Expunged { get; set; }
}
