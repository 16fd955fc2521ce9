using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace SharingHub.Hub.Foundation;

/// <summary>The names that the .proto files give to enum values; generated C# names drop the prefix.</summary>
internal static class OriginalNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Names.TryGetValue(value, out var name) ? name : value.ToString();

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Names = typeof(T)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToFrozenDictionary(f => (T)f.GetValue(null)!, f => f.GetCustomAttribute<OriginalNameAttribute>()!.Name);
    }
}
