namespace SharingHub.Hub.Foundation;

/// <summary>The one place that makes ids. Version 7: they grow with time, which keeps the indexes on them compact.</summary>
internal static class Ids
{
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
