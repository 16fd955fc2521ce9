using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Masking;

/// <summary>
/// Turns a record into what a recipient may see of it, on the wire, without parsing it into objects.
/// Immutable, and safe to use from many threads.
/// </summary>
internal sealed class Mask
{
    /// <summary>Masks without named fields, by class bits: most grants need one of these, and all agreements are compiled anew when one changes.</summary>
    private static readonly ConcurrentDictionary<FieldClasses, Mask> ByClassAlone = new();

    /// <summary>Only the identifying envelope stays.</summary>
    public static readonly Mask Everything = Compile([FieldClass.Public, FieldClass.Commercial, FieldClass.Personal, FieldClass.Sensitive], []);

    /// <summary>All stays.</summary>
    public static readonly Mask Nothing = Compile([], []);

    private readonly MaskPlan _plan;
    private readonly FrozenDictionary<RecordKind, Lazy<IReadOnlyList<string>>> _withheld;
    private readonly FrozenDictionary<RecordKind, Lazy<FrozenSet<string>>> _touched;

    private Mask(FieldClasses classes, string[] fields)
    {
        var compiler = new MaskCompiler(classes);
        _plan = compiler.Plan(IntelRecord.Descriptor, fields);
        _withheld = RecordSchema.Kinds.ToFrozenDictionary(kind => kind, kind => new Lazy<IReadOnlyList<string>>(() => WithheldOf(kind, compiler, fields)));
        _touched = RecordSchema.Kinds.ToFrozenDictionary(kind => kind, kind => new Lazy<FrozenSet<string>>(() => TouchedOf(kind)));
    }

    /// <param name="withheldClasses">Fields of these classes are taken out.</param>
    /// <param name="withheldFields">So are these, e.g. <c>shipment.shipper.name</c> or <c>labels</c>.</param>
    /// <exception cref="ArgumentException">A class or a field that no record has.</exception>
    public static Mask Compile(IReadOnlyCollection<FieldClass> withheldClasses, IReadOnlyCollection<string> withheldFields)
    {
        foreach (var path in withheldFields)
        {
            if (!RecordSchema.Kinds.Any(kind => RecordSchema.CanWithhold(kind, path)))
                throw new ArgumentException($"no record has a field '{path}' that can be withheld", nameof(withheldFields));
        }

        var classes = FieldClasses.Of(withheldClasses);
        return withheldFields.Count == 0 ? ByClassAlone.GetOrAdd(classes, static classes => new Mask(classes, [])) : new Mask(classes, [.. withheldFields]);
    }

    /// <summary>The paths of what a view of this kind may lack, sorted; what is below a path that is listed is not listed again.</summary>
    public IReadOnlyList<string> Withheld(RecordKind kind) => _withheld.TryGetValue(kind, out var paths) ? paths.Value : [];

    /// <summary>The paths of all that a view of this kind may lack whole or in part: what is withheld, what is above it, and what is below it.</summary>
    public IReadOnlySet<string> Touched(RecordKind kind) => _touched.TryGetValue(kind, out var paths) ? paths.Value : FrozenSet<string>.Empty;

    /// <param name="record">A serialised IntelRecord.</param>
    /// <param name="sees">Kind, contributor (empty: the record's own) and id of a link's target; false takes the link out. Without it links stay.</param>
    /// <exception cref="MalformedRecordException">The bytes are not a record.</exception>
    public byte[] Apply(ReadOnlySpan<byte> record, Func<RecordKind, string, string, bool>? sees = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(record.Length);
        try
        {
            return buffer[..Apply(record, buffer, sees)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The same into a buffer of the caller's, at least as long as the record.</summary>
    /// <returns>How many bytes the view has. After an exception the buffer's content means nothing.</returns>
    public int Apply(ReadOnlySpan<byte> record, Span<byte> output, Func<RecordKind, string, string, bool>? sees = null) =>
        output.Length >= record.Length
            ? WireMask.Apply(_plan, record, output, sees)
            : throw new ArgumentException("the buffer is shorter than the record", nameof(output));

    private static IReadOnlyList<string> WithheldOf(RecordKind kind, MaskCompiler compiler, IReadOnlyCollection<string> fields) =>
        [.. FieldsOf(kind).SelectMany(field => WithheldBelow(field, "", compiler, fields)).Order(StringComparer.Ordinal)];

    private FrozenSet<string> TouchedOf(RecordKind kind)
    {
        var withheld = Withheld(kind);
        var above = withheld.SelectMany(path => path.Index().Where(c => c.Item == '.').Select(c => path[..c.Index]));
        return above.Concat(FieldsOf(kind).SelectMany(field => PathsBelow(field, "", inside: false, withheld))).ToFrozenSet(StringComparer.Ordinal);
    }

    private static IEnumerable<FieldDescriptor> FieldsOf(RecordKind kind)
    {
        var body = RecordSchema.BodyOf(kind);
        return IntelRecord.Descriptor.Fields.InFieldNumberOrder().Where(field => field.RealContainingOneof is null || field == body);
    }

    private static IEnumerable<string> PathsBelow(FieldDescriptor field, string prefix, bool inside, IReadOnlyList<string> withheld)
    {
        var path = prefix + field.Name;
        var isWithheld = inside || withheld.Contains(path);
        var below = RecordSchema.IsMessage(field)
            ? field.MessageType.Fields.InFieldNumberOrder().SelectMany(inner => PathsBelow(inner, path + '.', isWithheld, withheld))
            : [];
        return isWithheld ? below.Prepend(path) : below;
    }

    private static IEnumerable<string> WithheldBelow(FieldDescriptor field, string prefix, MaskCompiler compiler, IReadOnlyCollection<string> fields)
    {
        var path = prefix + field.Name;
        if (compiler.Withholds(field) || fields.Contains(field.Name))
            return [path];
        if (!RecordSchema.IsMessage(field))
            return [];
        var below = MaskCompiler.Below(field, fields);
        return field.MessageType.Fields.InFieldNumberOrder().SelectMany(inner => WithheldBelow(inner, path + '.', compiler, below));
    }
}
