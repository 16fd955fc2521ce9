using System.Collections.Frozen;
using SharingHub.V1;

namespace SharingHub.Hub.Foundation;

/// <summary>Record kinds and purposes as people and stream keys write them: <c>seller_account</c>, <c>border_targeting</c>.</summary>
internal static class KindNames
{
    private static readonly FrozenDictionary<RecordKind, string> ByKind =
        Enum.GetValues<RecordKind>().ToFrozenDictionary(k => k, k => Short(OriginalNames.Of(k), "RECORD_KIND_"));

    private static readonly FrozenDictionary<string, RecordKind> ByName = ByKind.ToFrozenDictionary(p => p.Value, p => p.Key);

    public static IReadOnlyList<RecordKind> All { get; } = [.. Enum.GetValues<RecordKind>().Where(kind => kind != RecordKind.Unspecified)];

    public static string Of(RecordKind kind) => ByKind[kind];

    public static RecordKind Parse(string name) => ByName[name];

    public static string Of(Purpose purpose) => Short(OriginalNames.Of(purpose), "PURPOSE_");

    /// <summary>The kind that a record's body says it is; unspecified when it has none.</summary>
    public static RecordKind Of(IntelRecord record) => record.BodyCase == IntelRecord.BodyOneofCase.None
        ? RecordKind.Unspecified
        : (RecordKind)((int)record.BodyCase - (int)IntelRecord.BodyOneofCase.SellerAccount + (int)RecordKind.SellerAccount);

    private static string Short(string original, string prefix) => original[prefix.Length..].ToLowerInvariant();
}
