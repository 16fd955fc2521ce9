using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Intake.Validation;

/// <summary>One way to spoil one field of a record, found from the descriptors alone.</summary>
internal sealed record Damage(string Path, FieldDescriptor Field, Action<IMessage, object> Put, IReadOnlyList<Action<IMessage>> Ways)
{
    private const int TooMany = 2_000;

    /// <summary>All damage that can be done to what is filled in a message; <paramref name="locate"/> finds that message in a copy of the root.</summary>
    public static IEnumerable<Damage> Of(IMessage message, string prefix, Func<IMessage, IMessage> locate)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.ContainingOneof is not null && !field.Accessor.HasValue(message)) continue;
            // No contributor sets it, so nothing but its presence is checked.
            if (field.FieldType == FieldType.Message && field.MessageType == RecordOrigin.Descriptor) continue;
            var path = prefix + field.Name;
            if (field.IsRepeated)
            {
                yield return new Damage(path, field, (_, _) => { }, [root => Multiply((IList)field.Accessor.GetValue(locate(root)))]);
                path += "[0]";
            }
            if (IsNested(field))
            {
                var nested = (IMessage)Value(field, message);
                foreach (var damage in Of(nested, path + ".", root => (IMessage)Value(field, locate(root)))) yield return damage;
            }
            else
            {
                void PutHere(IMessage root, object value) => Set(field, locate(root), value);
                yield return new Damage(path, field, PutHere, [.. WrongValues(field, message).Select<object, Action<IMessage>>(wrong => root => PutHere(root, wrong))]);
            }
        }
    }

    private static bool IsNested(FieldDescriptor field) => field.FieldType == FieldType.Message && field.MessageType != Timestamp.Descriptor;

    private static IEnumerable<object> WrongValues(FieldDescriptor field, IMessage message) => field.FieldType switch
    {
        FieldType.String => [new string('x', 5_000)],
        FieldType.Bytes => [ByteString.CopyFrom(1, 2, 3)],
        FieldType.UInt32 => [0u, uint.MaxValue],
        FieldType.UInt64 => [ulong.MaxValue],
        FieldType.Int32 => [int.MinValue],
        FieldType.Int64 => [long.MinValue],
        FieldType.Enum => [System.Enum.ToObject(message.GetType().GetProperty(field.PropertyName)!.PropertyType, 9_999)],
        FieldType.Message => [new Timestamp { Seconds = 1, Nanos = -1 }],
        FieldType.Bool => [], // Both values are right.
        _ => throw new NotSupportedException($"Say what a wrong {field.FieldType} is."),
    };

    private static object Value(FieldDescriptor field, IMessage message)
    {
        var value = field.Accessor.GetValue(message);
        return field.IsRepeated ? ((IList)value)[0]! : value;
    }

    private static void Set(FieldDescriptor field, IMessage message, object value)
    {
        if (field.IsRepeated) ((IList)field.Accessor.GetValue(message))[0] = value;
        else field.Accessor.SetValue(message, value);
    }

    private static void Multiply(IList items)
    {
        while (items.Count < TooMany) items.Add(items[0]);
    }
}
