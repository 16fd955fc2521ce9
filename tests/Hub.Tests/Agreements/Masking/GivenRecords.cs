using System.Collections;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements.Masking;

/// <summary>Random records of every kind, made from descriptors, and random ways to write them that a reader takes for the same.</summary>
internal static class GivenRecords
{
    public static readonly string[] Fields =
    [
        "labels", "links", "seller_account.addresses", "seller_account.addresses.city", "listing.price", "shipment.shipper", "shipment.shipper.address.country",
        "shipment.goods.hs_code", "shipment.goods.declared_value", "seizure.importer.name", "detention.waybill", "ip_right.nice_classes",
        "sighting.about", "sighting.about.id", "legal_action.defendants.emails", "inspection_outcome.examined_at", "inspection.hold.place", "inspection.finding.goods.brand",
    ];

    private static readonly string[] Texts = ["", "a", "amazonia", "parcelwing", "Zhou Trading Co., Łódź", "DE89370400440532013000"];

    public static readonly Gen<(FieldClass[] Classes, string[] Fields)> Withholding = Gen.Select(
        Gen.Int[0, 15], Gen.Int[0, Fields.Length - 1].Array[0, 3], Gen.Bool).Select((bits, fields, named) => (
        Enumerable.Range(1, 4).Where(i => (bits & (1 << (i - 1))) != 0).Select(i => (FieldClass)i).ToArray(),
        named ? fields.Distinct().Select(i => Fields[i]).ToArray() : []));

    public static readonly Gen<IntelRecord> Record = Gen.Int.Select(seed => (IntelRecord)Fill(IntelRecord.Descriptor, new Random(seed)));

    /// <summary>A record and bytes that mean it: fields in any order, numbers packed or not, fields and groups of unknown number between them.</summary>
    public static readonly Gen<(IntelRecord Record, byte[] Bytes)> Written = Gen.Select(Record, Gen.Int, Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[1, 4])))
        .Select((record, seed, noise) => (record, Write(record, new Random(seed), noise)));

    /// <summary>As the wire has it: the last body counts, and unknown fields are not kept.</summary>
    public static IntelRecord Parse(byte[] bytes) => IntelRecord.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);

    private static IMessage Fill(MessageDescriptor type, Random random)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (field.RealContainingOneof is not null || random.Next(10) < 3)
                continue;
            if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                for (var left = random.Next(4); left > 0; left--)
                    list.Add(Value(field, random));
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, random));
            }
        }

        foreach (var oneof in type.Oneofs)
        {
            var body = oneof.Fields[random.Next(oneof.Fields.Count)];
            body.Accessor.SetValue(message, Value(body, random));
        }

        return message;
    }

    private static object Value(FieldDescriptor field, Random random) => field.FieldType switch
    {
        FieldType.Message => Fill(field.MessageType, random),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(field.EnumType.Values.Count + 1)),
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Bytes => ByteString.CopyFrom(new byte[random.Next(33)]),
        FieldType.Bool => random.Next(2) == 1,
        FieldType.UInt32 => (uint)random.Next(300),
        FieldType.UInt64 => (ulong)random.NextInt64(),
        FieldType.Int32 => random.Next(-5, 999_999_999),
        FieldType.Int64 => random.NextInt64(-5, 253_402_300_799),
        _ => throw new NotSupportedException($"{field.FullName} is of a type that records did not have"),
    };

    private static byte[] Write(IMessage message, Random random, int noise)
    {
        using var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        var fields = message.Descriptor.Fields.InFieldNumberOrder().ToArray();
        random.Shuffle(fields);
        foreach (var field in fields)
        {
            var values = field.IsRepeated ? ((IList)field.Accessor.GetValue(message)).Cast<object>().ToArray()
                : field.Accessor.GetValue(message) is { } value && (field.FieldType == FieldType.Message || !IsDefault(value)) ? [value] : [];
            if (field.FieldType == FieldType.UInt32 && values.Length > 0 && random.Next(2) == 0)
            {
                output.WriteTag(field.FieldNumber, field.IsRepeated ? WireFormat.WireType.LengthDelimited : WireFormat.WireType.Varint);
                if (field.IsRepeated)
                    output.WriteLength(values.Sum(one => CodedOutputStream.ComputeUInt32Size((uint)one)));
                foreach (var one in values)
                    output.WriteUInt32((uint)one);
                continue;
            }

            foreach (var one in values)
            {
                Noise(output, fields, random, noise);
                WriteOne(output, field, one, random, noise);
            }
        }

        Noise(output, fields, random, noise);
        output.Flush();
        return stream.ToArray();
    }

    private static void WriteOne(CodedOutputStream output, FieldDescriptor field, object value, Random random, int noise)
    {
        var wire = value is IMessage or string or ByteString ? WireFormat.WireType.LengthDelimited : WireFormat.WireType.Varint;
        output.WriteTag(field.FieldNumber, wire);
        switch (value)
        {
            case IMessage inner:
                output.WriteBytes(ByteString.CopyFrom(Write(inner, random, noise)));
                break;
            case string text:
                output.WriteString(text);
                break;
            case ByteString bytes:
                output.WriteBytes(bytes);
                break;
            default:
                output.WriteInt64(value is ulong large ? unchecked((long)large) : Convert.ToInt64(value, null));
                break;
        }
    }

    private static void Noise(CodedOutputStream output, FieldDescriptor[] fields, Random random, int noise)
    {
        if (random.Next(5) >= noise)
            return;
        // Field numbers of a later version, and known numbers with a wire type that they do not have.
        var number = random.Next(2) == 0 ? 500 + random.Next(600) : fields[random.Next(fields.Length)].FieldNumber;
        switch (random.Next(3))
        {
            case 0:
                output.WriteTag(number, WireFormat.WireType.Fixed32);
                output.WriteFixed32((uint)random.Next());
                break;
            case 1:
                output.WriteTag(number + 500, WireFormat.WireType.LengthDelimited);
                output.WriteString("unknown");
                break;
            default:
                output.WriteTag(number, WireFormat.WireType.StartGroup);
                Noise(output, fields, random, noise - 1);
                output.WriteTag(number, WireFormat.WireType.EndGroup);
                break;
        }
    }

    private static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        ulong large => large == 0,
        _ => Convert.ToInt64(value, null) == 0,
    };
}
