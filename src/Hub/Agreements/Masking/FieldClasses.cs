using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Masking;

/// <summary>The classes that a mask withholds, one bit each.</summary>
internal readonly record struct FieldClasses(uint Bits)
{
    /// <summary>Descriptors copy their options each time they are asked.</summary>
    private static readonly ConcurrentDictionary<FieldDescriptor, FieldClass> Known = new();

    /// <exception cref="ArgumentException">One of them is not a class that the hub knows.</exception>
    public static FieldClasses Of(IEnumerable<FieldClass> classes)
    {
        uint bits = 0;
        foreach (var one in classes)
        {
            if (!IsKnown(one))
                throw new ArgumentException($"{(int)one} is not a field class", nameof(classes));
            bits |= 1u << (int)one;
        }

        return new FieldClasses(bits);
    }

    public static bool IsKnown(FieldClass one) => one != FieldClass.Unspecified && Enum.IsDefined(one);

    public bool Contains(FieldClass one) => (Bits & (1u << (int)one)) != 0;

    /// <summary>A field that names no class counts as the most sensitive, so that a forgotten option never widens a view.</summary>
    public static FieldClass ClassOf(FieldDescriptor field) =>
        Known.GetOrAdd(field, static field => Declared(field) is var declared && IsKnown(declared) ? declared : FieldClass.Sensitive);

    public static FieldClass Declared(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldClassExtensions.FieldClass) ?? FieldClass.Unspecified;
}
