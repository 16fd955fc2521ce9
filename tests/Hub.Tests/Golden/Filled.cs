using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SharingHub.Hub.Tests.Golden;

/// <summary>Messages in which every field says something: what is not there cannot be missed when a later contract no longer reads it.</summary>
internal static class Filled
{
    /// <summary>One message, or as many as its choice has cases.</summary>
    public static IEnumerable<IMessage> All(MessageDescriptor type)
    {
        var cases = type.Oneofs.Where(o => !o.IsSynthetic).Select(o => o.Fields.Count).DefaultIfEmpty(1).Max();
        return Enumerable.Range(0, cases).Select(chosen => One(type, chosen));
    }

    /// <summary>Paths of the fields that say something, as <c>terms.grants.kinds</c>.</summary>
    public static IEnumerable<string> Paths(IMessage message, string prefix = "")
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            IList values = field.IsRepeated ? (IList)value : Says(field, message, value) ? new[] { value } : [];
            if (values.Count > 0)
                yield return prefix + field.Name;
            foreach (var nested in values.OfType<IMessage>().SelectMany(m => Paths(m, $"{prefix}{field.Name}.")))
                yield return nested;
        }
    }

    private static bool Says(FieldDescriptor field, IMessage message, object? value) =>
        field.HasPresence ? field.Accessor.HasValue(message) : value is not (null or "" or false or 0 or 0L or 0U or 0UL or 0F or 0D or ByteString { Length: 0 })
            && !(value is Enum && Convert.ToInt32(value, null) == 0);

    private static IMessage One(MessageDescriptor type, int chosen)
    {
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (var field in type.Fields.InFieldNumberOrder().Where(f => f.RealContainingOneof is not { } choice || choice.Fields[chosen] == f))
        {
            if (field.IsRepeated)
                ((IList)field.Accessor.GetValue(message)).Add(Value(field));
            else
                field.Accessor.SetValue(message, Value(field));
        }

        return message;
    }

    private static object Value(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => One(field.MessageType, 0),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[^1].Number),
        FieldType.String => field.Name,
        FieldType.Bytes => ByteString.CopyFromUtf8(field.Name),
        FieldType.Bool => true,
        FieldType.Double => field.FieldNumber + 0.5,
        FieldType.Float => field.FieldNumber + 0.5f,
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => field.FieldNumber,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => (long)field.FieldNumber,
        FieldType.UInt32 or FieldType.Fixed32 => (uint)field.FieldNumber,
        FieldType.UInt64 or FieldType.Fixed64 => (ulong)field.FieldNumber,
        _ => throw new NotSupportedException($"{field.FullName} is of type {field.FieldType}."),
    };
}
