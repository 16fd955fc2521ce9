using Google.Protobuf.Reflection;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements.Masking;

/// <summary>What masks rely on in the contract.</summary>
public sealed class FieldClassTests
{
    [Fact]
    public void Every_field_that_a_record_can_hold_names_its_class()
    {
        var fields = Reachable().SelectMany(message => message.Fields.InDeclarationOrder()).ToArray();
        fields.Length.ShouldBeGreaterThan(100);
        fields.Where(field => !FieldClasses.IsKnown(FieldClasses.Declared(field))).Select(field => field.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void A_field_without_a_class_counts_as_sensitive() =>
        FieldClasses.ClassOf(RecordName.Descriptor.FindFieldByName("id")).ShouldBe(FieldClass.Sensitive);

    [Fact]
    public void Every_kind_has_a_body_and_every_body_a_kind() =>
        RecordSchema.Kinds.Select(RecordSchema.BodyOf).ShouldBe(IntelRecord.Descriptor.Oneofs.Single().Fields, ignoreOrder: true);

    [Fact]
    public void No_message_of_a_record_contains_itself()
    {
        foreach (var message in Reachable())
            Below(message, []).ShouldNotContain(message);
    }

    private static IEnumerable<MessageDescriptor> Reachable() => Below(IntelRecord.Descriptor, []).Append(IntelRecord.Descriptor);

    private static HashSet<MessageDescriptor> Below(MessageDescriptor message, HashSet<MessageDescriptor> found)
    {
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => RecordSchema.IsMessage(field) && !RecordSchema.IsLeaf(field.MessageType)))
        {
            if (found.Add(field.MessageType))
                Below(field.MessageType, found);
        }

        return found;
    }
}
