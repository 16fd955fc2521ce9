using SharingHub.V1;

namespace SharingHub.Hub.Foundation.Attributes;

/// <summary>Records that are for one member alone, whatever agreements grant to others.</summary>
internal static class Addressed
{
    public static bool Is(RecordKind kind) => kind == RecordKind.Inspection;

    /// <summary>Whether a record of this kind may reach the member as far as its address goes. One whose addressee is not known reaches nobody.</summary>
    public static bool Admits(RecordKind kind, RecordAttributes? attributes, string recipient) => !Is(kind) || (attributes?.Addressee == recipient && recipient.Length > 0);
}
