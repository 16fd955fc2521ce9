using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Masking;

/// <summary>What the descriptors of a record say: its bodies, its paths, and where recursion stops.</summary>
internal static class RecordSchema
{
    private const string KindPrefix = "RECORD_KIND_";

    /// <summary>Without these a recipient could neither honour the marking nor a correction, nor show where the record came from, so no grant can withhold them.</summary>
    private static readonly HashSet<string> Identifying = ["id", "revision", "observed_at", "tlp", "confidence", "expires_at", "origin"];

    private static readonly Dictionary<RecordKind, FieldDescriptor> Bodies = CommonReflection.Descriptor
        .FindTypeByName<EnumDescriptor>(nameof(RecordKind)).Values
        .Where(value => value.Number != (int)RecordKind.Unspecified)
        .ToDictionary(
            value => (RecordKind)value.Number,
            value => IntelRecord.Descriptor.FindFieldByName(BodyName(value.Name))
                ?? throw new InvalidOperationException($"{value.Name} has no body in IntelRecord"));

    public static IReadOnlyCollection<RecordKind> Kinds => Bodies.Keys;

    public static FieldDescriptor BodyOf(RecordKind kind) => Bodies[kind];

    public static bool AlwaysStays(FieldDescriptor field) => field.ContainingType == IntelRecord.Descriptor
        ? Identifying.Contains(field.Name)
        : field.ContainingType == RecordOrigin.Descriptor || field.ContainingType == OriginReceipt.Descriptor;

    public static bool IsMessage(FieldDescriptor field) => field.FieldType is FieldType.Message or FieldType.Group;

    /// <summary>Well-known types, a time or a sum of money, are kept or withheld whole; the class stands on the field that holds them.</summary>
    public static bool IsLeaf(MessageDescriptor message) => message.File.Package != IntelRecord.Descriptor.File.Package;

    /// <summary>Whether a grant of this kind can withhold the field at this path.</summary>
    public static bool CanWithhold(RecordKind kind, string path)
    {
        var names = path.Split('.');
        var field = IntelRecord.Descriptor.FindFieldByName(names[0]);
        if (field is null || AlwaysStays(field))
            return false;
        if (field.RealContainingOneof is null)
            return names.Length == 1;
        if (names.Length == 1 || !Bodies.TryGetValue(kind, out var body) || field != body)
            return false;
        foreach (var name in names.Skip(1))
        {
            if (!IsMessage(field) || IsLeaf(field.MessageType) || field.MessageType.FindFieldByName(name) is not { } inner)
                return false;
            field = inner;
        }

        return true;
    }

    private static string BodyName(string kind) => kind[KindPrefix.Length..].ToLowerInvariant();
}
