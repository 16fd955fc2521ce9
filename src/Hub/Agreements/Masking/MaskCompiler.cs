using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Masking;

/// <summary>Makes plans from descriptors. A message below which no single field is withheld has one plan, wherever it stands.</summary>
internal sealed class MaskCompiler(FieldClasses withheld)
{
    private readonly Dictionary<MessageDescriptor, MaskPlan> _byClassAlone = [];

    /// <param name="message">The message to mask.</param>
    /// <param name="fields">Paths below it that are withheld by name.</param>
    public MaskPlan Plan(MessageDescriptor message, IReadOnlyCollection<string> fields)
    {
        if (fields.Count == 0 && _byClassAlone.TryGetValue(message, out var known))
            return known;
        if (message.Oneofs.Count(oneof => !oneof.IsSynthetic) > 1)
            throw new NotSupportedException($"{message.FullName} has several oneofs; masks tell apart the members of one");

        var plan = new MaskPlan(message.Fields.InFieldNumberOrder().Max(field => field.FieldNumber));
        if (fields.Count == 0)
            _byClassAlone[message] = plan;
        foreach (var field in message.Fields.InFieldNumberOrder())
            plan.Set(field.FieldNumber, StepFor(field, fields));
        return plan;
    }

    public bool Withholds(FieldDescriptor field) =>
        !RecordSchema.AlwaysStays(field) && !RecordSchema.IsLeaf(field.ContainingType) && withheld.Contains(FieldClasses.ClassOf(field));

    public static string[] Below(FieldDescriptor field, IReadOnlyCollection<string> fields) =>
        [.. fields.Where(path => path.StartsWith(field.Name + '.', StringComparison.Ordinal)).Select(path => path[(field.Name.Length + 1)..])];

    private Step StepFor(FieldDescriptor field, IReadOnlyCollection<string> fields)
    {
        var step = new Step(Treatment.Drop, WireTypes(field), field.RealContainingOneof is not null, false, false, null);
        if (Withholds(field) || fields.Contains(field.Name))
            return step;
        if (!RecordSchema.IsMessage(field))
            return step with { Treatment = CopyOf(field.FieldType) };
        return step with
        {
            Treatment = Treatment.Descend,
            IsLink = field.MessageType == RecordLink.Descriptor,
            StaysWhenEmpty = RecordSchema.IsLeaf(field.MessageType),
            Inner = Plan(field.MessageType, Below(field, fields)),
        };
    }

    private static Treatment CopyOf(FieldType type) => type switch
    {
        FieldType.String => Treatment.CopyText,
        FieldType.Bytes or FieldType.Double or FieldType.Float
            or FieldType.Fixed32 or FieldType.Fixed64 or FieldType.SFixed32 or FieldType.SFixed64 => Treatment.Copy,
        _ => Treatment.CopyVarints,
    };

    private static byte WireTypes(FieldDescriptor field)
    {
        var own = field.FieldType switch
        {
            FieldType.String or FieldType.Bytes or FieldType.Message => WireType.Length,
            FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireType.Fixed64,
            FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireType.Fixed32,
            FieldType.Group => throw new NotSupportedException($"{field.FullName} is a group"),
            _ => WireType.Varint,
        };
        // Readers take repeated numbers packed or one by one, whatever the schema says.
        var packed = field.IsRepeated && own != WireType.Length ? 1 << (int)WireType.Length : 0;
        return (byte)((1 << (int)own) | packed);
    }
}
