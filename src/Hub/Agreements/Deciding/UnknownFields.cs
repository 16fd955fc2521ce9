using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Finds what protobuf keeps silently: fields that are not in the schema, at any depth.</summary>
internal static class UnknownFields
{
    public static List<(string Path, int Number)> In(IMessage message)
    {
        var found = new List<(string, int)>();
        Walk(message.Descriptor, message.ToByteArray(), "", found);
        return found;
    }

    private static void Walk(MessageDescriptor type, byte[] bytes, string path, List<(string, int)> found)
    {
        using var input = new CodedInputStream(bytes);
        var counts = new Dictionary<int, int>();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            var wire = WireFormat.GetTagWireType(tag);
            var field = type.FindFieldByNumber(number);
            if (field is null || !Fits(field, wire))
                found.Add((path, number));
            if (field is not { FieldType: FieldType.Message } || wire != WireFormat.WireType.LengthDelimited)
            {
                input.SkipLastField();
                continue;
            }

            var index = counts[number] = counts.GetValueOrDefault(number, -1) + 1;
            var name = field.IsRepeated ? $"{field.Name}[{index}]" : field.Name;
            Walk(field.MessageType, input.ReadBytes().ToByteArray(), path.Length == 0 ? name : $"{path}.{name}", found);
        }
    }

    private static bool Fits(FieldDescriptor field, WireFormat.WireType wire) => wire == OwnType(field)
        || (field.IsRepeated && wire == WireFormat.WireType.LengthDelimited);

    private static WireFormat.WireType OwnType(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String or FieldType.Bytes or FieldType.Message => WireFormat.WireType.LengthDelimited,
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireFormat.WireType.Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireFormat.WireType.Fixed32,
        FieldType.Group => WireFormat.WireType.StartGroup,
        _ => WireFormat.WireType.Varint,
    };
}
