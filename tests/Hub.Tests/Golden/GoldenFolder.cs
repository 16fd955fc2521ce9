using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Tests.Golden;

/// <summary><c>tests/Golden</c>: a folder for each time that the contract grew, in it a file an event type, in that a list of examples.</summary>
internal static class GoldenFolder
{
    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Path { get; } = System.IO.Path.GetFullPath(
        typeof(GoldenFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "GoldenFolder").Value!);

    /// <summary>Every example there is, with its place: <c>1/agreement.proposed.v1.json[0]</c>.</summary>
    public static IReadOnlyList<(string Place, GoldenEvent Event)> Read() =>
    [
        .. from file in Directory.GetFiles(Path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           from example in JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select((json, i) => (Json: json!, Index: i))
           select (
               string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.GetRelativePath(Path, file)}[{example.Index}]"),
               GoldenEvent.FromJson(example.Json)),
    ];

    /// <summary>Writes the examples of a type into a new file. One that is there is never written again.</summary>
    public static void Write(string folder, EventType type)
    {
        var numberOfType = EventTypes.All.ToList().IndexOf(type) * 100;
        var examples = Filled.All(GoldenEvent.MessageOf(type)).Select((message, i) => (JsonNode)GoldenEvent.Write(type, message, numberOfType + i).ToJson()).ToArray();
        Directory.CreateDirectory(System.IO.Path.Combine(Path, folder));
        using var file = new FileStream(System.IO.Path.Combine(Path, folder, $"{type.Name}.json"), FileMode.CreateNew);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(new JsonArray(examples), ForPeople));
        file.WriteByte((byte)'\n');
    }
}
