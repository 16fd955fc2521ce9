using Google.Protobuf.Reflection;

namespace SharingHub.Hub.Intake.Validation.Wire;

/// <summary>What a message looks like on the wire: its fields by number, compiled once from the descriptor.</summary>
internal sealed class MessageShape
{
    private readonly FieldShape?[] _fields;

    public MessageShape(MessageDescriptor message)
    {
        var fields = message.Fields.InFieldNumberOrder();
        Slots = fields.Max(field => field.FieldNumber) + 1;
        _fields = new FieldShape?[Slots];
        foreach (var field in fields) _fields[field.FieldNumber] = new FieldShape(field);
    }

    /// <summary>One more than the highest field number.</summary>
    public int Slots { get; }

    public FieldShape? Field(uint number) => number < Slots ? _fields[number] : null;
}
