namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>When an agreement acts: from its start, until just before its end; null means no end.</summary>
internal readonly record struct ValidityWindow(DateTimeOffset Start, DateTimeOffset? End)
{
    public bool IsEmpty => End <= Start;

    public bool Contains(DateTimeOffset now) => Start <= now && (End is not { } end || now < end);
}
