using System.Reflection;
using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Archives.Checks;

/// <summary>The streams of records: <c>record/contributor/kind/id</c>, the kind as its value's name without prefix, in lower case.</summary>
internal static class RecordStreams
{
    private const string Prefix = "RECORD_KIND_";

    private static readonly Dictionary<RecordKind, string> Kinds = Enum.GetValues<RecordKind>().ToDictionary(k => k, k =>
        typeof(RecordKind).GetField(k.ToString())!.GetCustomAttribute<OriginalNameAttribute>()!.Name[Prefix.Length..].ToLowerInvariant());

    /// <summary>Null for a kind that is not known.</summary>
    public static string? Of(RecordName name) => Kinds.TryGetValue(name.Kind, out var kind) ? $"record/{name.Contributor}/{kind}/{name.Id}" : null;
}
