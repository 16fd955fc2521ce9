using Google.Protobuf.Reflection;

namespace SharingHub.Hub.Intake.Validation.Wire;

/// <summary>How one field is written. The contract has varint, string, bytes and message fields; another type fails at start.</summary>
internal sealed class FieldShape
{
    public FieldShape(FieldDescriptor field)
    {
        Name = field.Name;
        Number = field.FieldNumber;
        IsRepeated = field.IsRepeated;
        (WireType, IsText) = field.FieldType switch
        {
            FieldType.String => (WireType.Length, true),
            FieldType.Bytes or FieldType.Message => (WireType.Length, false),
            FieldType.Bool or FieldType.Enum or FieldType.Int32 or FieldType.Int64 or FieldType.UInt32 or FieldType.UInt64 => (WireType.Varint, false),
            _ => throw new NotSupportedException($"{field.FullName}: records hold no {field.FieldType} fields."),
        };
        Message = field.FieldType == FieldType.Message ? new MessageShape(field.MessageType) : null;
    }

    public string Name { get; }

    public int Number { get; }

    public bool IsRepeated { get; }

    public WireType WireType { get; }

    public bool IsText { get; }

    public MessageShape? Message { get; }

    /// <summary>A parser takes a repeated number packed or one by one, whatever the contract says.</summary>
    public bool MayBePacked => IsRepeated && WireType == WireType.Varint;
}
