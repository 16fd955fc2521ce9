using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Intake.Validation;

/// <summary>A field added to the contract and forgotten in the rules, or in <see cref="Samples"/>, fails here.</summary>
public class ContractCoverageTests
{
    [Fact]
    public void The_samples_are_good()
    {
        foreach (var record in Samples.All)
        {
            var result = RecordValidator.Validate(record);
            result.Violations.ShouldBeEmpty($"{record.BodyCase}");
            result.Warnings.ShouldBeEmpty($"{record.BodyCase}");
        }
    }

    [Fact]
    public void The_samples_fill_every_field_of_the_contract()
    {
        var reachable = new HashSet<FieldDescriptor>();
        Reach(IntelRecord.Descriptor, reachable);
        // No contributor sets it, and RecordValidatorTests say so.
        reachable.RemoveWhere(field => field.ContainingType == RecordOrigin.Descriptor || field.ContainingType == OriginReceipt.Descriptor || field.Name == "origin");
        var filled = Samples.All.SelectMany(Filled).ToHashSet();
        reachable.Except(filled).Select(field => field.FullName).ShouldBeEmpty();
        reachable.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Every_field_of_the_contract_is_checked()
    {
        var missed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var record in Samples.All)
        {
            foreach (var damage in Damage.Of(record, "", root => root))
            {
                if (damage.Field.FieldType != FieldType.Bool && !damage.Ways.Any(way => FoundExactlyThere(record, way, damage.Path))) missed.Add(damage.Path);
            }
        }
        missed.ShouldBeEmpty();
    }

    [Fact]
    public void No_text_field_takes_a_bidirectional_override_a_line_break_or_an_escape()
    {
        var missed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var record in Samples.All)
        {
            foreach (var damage in Damage.Of(record, "", root => root).Where(d => d.Field.FieldType == FieldType.String))
            {
                foreach (var character in "\u202E\u2066\u200B\uFEFF\0\r\n\u001B\u0085\u2028")
                {
                    var copy = Spoil(record, damage, $"1{character}2");
                    if (copy is not null && RecordValidator.Validate(copy).Violations.All(v => v.Field != damage.Path)) missed.Add(damage.Path);
                }
            }
        }
        missed.ShouldBeEmpty();
    }

    private static IntelRecord? Spoil(IntelRecord record, Damage damage, string value)
    {
        if (damage.Field.IsRepeated && !damage.Path.EndsWith(']')) return null;
        var copy = record.Clone();
        damage.Put(copy, value);
        return copy;
    }

    private static bool FoundExactlyThere(IntelRecord record, Action<IMessage> way, string path)
    {
        var copy = record.Clone();
        way(copy);
        var result = RecordValidator.Validate(copy);
        // A damaged observed_at or first_seen must not drag its neighbours along either.
        return result.Violations.Concat(result.Warnings).Select(finding => finding.Field).Distinct().SequenceEqual([path]);
    }

    private static void Reach(MessageDescriptor message, HashSet<FieldDescriptor> fields)
    {
        foreach (var field in message.Fields.InFieldNumberOrder())
        {
            if (fields.Add(field) && field.FieldType == FieldType.Message && field.MessageType != Timestamp.Descriptor) Reach(field.MessageType, fields);
        }
    }

    private static IEnumerable<FieldDescriptor> Filled(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            IMessage?[] nested = value switch
            {
                IMessage one => [one],
                System.Collections.IList { Count: > 0 } list => [list[0] as IMessage],
                _ => [],
            };
            if (nested.Length > 0 || !IsDefault(field, value)) yield return field;
            foreach (var inner in nested.OfType<IMessage>().SelectMany(Filled)) yield return inner;
        }
    }

    private static bool IsDefault(FieldDescriptor field, object? value) =>
        value is null || field.IsRepeated || (value is string text ? text.Length == 0 : value is ByteString bytes ? bytes.IsEmpty : value.Equals(Activator.CreateInstance(value.GetType())));
}
