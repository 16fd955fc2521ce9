using System.Reflection;
using System.Runtime.CompilerServices;
using SharingHub.Hub.Foundation;

namespace SharingHub.Architecture.Tests;

/// <summary>The hub's assembly and its sources.</summary>
internal static class TheHouse
{
    private const string Root = "SharingHub.Hub.";

    public static Assembly Assembly => typeof(AllowAttribute).Assembly;

    /// <summary>What people wrote, without what the compiler adds.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. Assembly.GetTypes().Where(t => t.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true
            && !t.Name.Contains('<', StringComparison.Ordinal) && !t.IsDefined(typeof(CompilerGeneratedAttribute)) && t.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true),
    ];

    public static string Sources { get; } = Path.GetFullPath(
        typeof(TheHouse).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HubSources").Value!);

    public static string RoomOf(Type type) => RoomOf(type.Namespace!);

    public static string RoomOf(string name) => name[Root.Length..].Split('.')[0];
}
