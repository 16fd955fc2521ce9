using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Archives.Deciding;

/// <summary>The paths of the fields that records of a kind have, such as <c>shipment.shipper.name</c>. A date and a sum of money are one thing.</summary>
internal static class FieldPaths
{
    private static readonly ConcurrentDictionary<RecordKind, HashSet<string>> ByKind = new();

    public static IReadOnlySet<string> Of(RecordKind kind) => ByKind.GetOrAdd(kind, static kind =>
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in IntelRecord.Descriptor.Oneofs[0].Fields.Where(f => IsOf(f, kind)))
            Collect(body.Name, body.MessageType, paths);
        return paths;
    });

    private static bool IsOf(FieldDescriptor body, RecordKind kind) =>
        string.Equals(body.Name.Replace("_", "", StringComparison.Ordinal), kind.ToString(), StringComparison.OrdinalIgnoreCase);

    private static void Collect(string prefix, MessageDescriptor message, HashSet<string> paths)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            paths.Add($"{prefix}.{field.Name}");
            if (field.FieldType == FieldType.Message && field.MessageType.FullName is not ("google.protobuf.Timestamp" or "google.type.Money"))
                Collect($"{prefix}.{field.Name}", field.MessageType, paths);
        }
    }
}
