using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>The contract's closed lists by the names that people and stream keys use: without prefix, e.g. <c>BORDER_TARGETING</c>.</summary>
public static class ContractNames
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<(Enum Value, string Name)>> Lists = new();

    /// <summary>The value's name without its enum's prefix, in upper case; the number for a value that this SDK does not know.</summary>
    public static string ToName<T>(this T value)
        where T : struct, Enum =>
        List(typeof(T)).FirstOrDefault(item => item.Value.Equals(value)).Name ?? value.ToString("D");

    /// <summary>Reads a name in either form: <c>BORDER_TARGETING</c> or <c>border-targeting</c>, with or without prefix. UNSPECIFIED is no name.</summary>
    public static bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(text);
        var wanted = text.Trim().Replace('-', '_').ToUpperInvariant();
        if (wanted.StartsWith(Prefix(typeof(T)), StringComparison.Ordinal))
            wanted = wanted[Prefix(typeof(T)).Length..];
        var found = List(typeof(T)).FirstOrDefault(item => item.Name == wanted && Convert.ToInt32(item.Value, null) != 0).Value;
        value = found is T known ? known : default;
        return found is not null;
    }

    /// <summary>All names of a list, in its order, without UNSPECIFIED.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => List(typeof(T)).Where(item => Convert.ToInt32(item.Value, null) != 0).Select(item => item.Name);

    /// <summary>The token scope that a purpose needs, e.g. <c>purpose:border_targeting</c>.</summary>
    public static string ToScope(this Purpose purpose) => "purpose:" + purpose.ToName().ToLowerInvariant();

    private static IReadOnlyList<(Enum Value, string Name)> List(Type type) => Lists.GetOrAdd(type, static type =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field =>
            ((Enum)field.GetValue(null)!, WithoutPrefix(field.GetCustomAttribute<OriginalNameAttribute>()!.Name, type)))]);

    private static string WithoutPrefix(string name, Type type) =>
        name.StartsWith(Prefix(type), StringComparison.Ordinal) ? name[Prefix(type).Length..] : name;

    private static string Prefix(Type type) =>
        string.Concat(type.Name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? "_" + letter : letter.ToString())).ToUpperInvariant() + "_";
}
