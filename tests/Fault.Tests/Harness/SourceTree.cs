using System.Reflection;

namespace SharingHub.Fault.Tests.Harness;

/// <summary>Folders outside of the test's own output, as the build named them.</summary>
internal static class SourceTree
{
    public static string Folder(string name) => Path.GetFullPath(
        typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == name).Value!);
}
