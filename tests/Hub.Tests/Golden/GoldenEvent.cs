using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Ledger.Tree;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Golden;

/// <summary>One example of an event as history holds it, and what it meant when it was written.</summary>
/// <param name="Key">The stream's key.</param>
/// <param name="Stored">The body as it rests.</param>
/// <param name="Envelope">What the ledger commits to.</param>
/// <param name="Entry">The ledger's entry.</param>
/// <param name="Body">The body's exact bytes.</param>
/// <param name="Meaning">The body in proto3 JSON.</param>
internal sealed record GoldenEvent(
    string Type, string DotNetType, Guid Id, string Stream, long Version, string Member, string Actor, string? Agreement, DateTimeOffset Recorded,
    byte[] Key, byte[] Stored, string Envelope, string Entry, byte[] Body, JsonNode Meaning)
{
    private const string Time = "yyyy-MM-ddTHH:mm:ss.ffffffZ";
    private const string AnAgreement = "12e50abf-a606-8631-a858-b013cdb15116";

    private static readonly byte[] ExampleKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>What a body of this type is read as.</summary>
    public static MessageDescriptor MessageOf(EventType type) =>
        type.Name is EventTypes.RecordSubmitted or EventTypes.RecordRevised ? IntelRecord.Descriptor
        : EventReflection.Descriptor.MessageTypes.Single(m => m.Name == (type.Body.IsAssignableTo(typeof(SealedEventBody)) ? type.Body.Name[..^"Body".Length] : type.Body.Name));

    /// <summary>The example that this code writes.</summary>
    /// <param name="number">Gives the event its id.</param>
    public static GoldenEvent Write(EventType type, IMessage message, int number)
    {
        var id = new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
        var (stream, agreement) = type.Name.Split('.')[0] switch
        {
            "record" => ("record/amazonia/listing/l-1", null),
            "retention" => ("retention/amazonia/listing/l-1", null),
            "member" => ("member/amazonia", null),
            "ledger" => (StreamKeys.LogKey, null),
            "agreement" => ($"agreement/{AnAgreement}", null),
            _ when type.Name == EventTypes.DisclosureDenied => (StreamKeys.Denials("amazonia"), null),
            _ => (StreamKeys.Disclosure(id), type.Name == EventTypes.Disclosed ? $"{AnAgreement}@3" : null),
        };
        var body = message.ToByteArray();
        var stored = new NewEvent(id, stream, StreamTypes.Record, 1, type.Name, body, "amazonia", "client:amazonia/main", agreement, ExampleKey).Stored;
        var golden = new GoldenEvent(
            type.Name, EventTypes.DotNetNameOf(type.Name), id, stream, 1, "amazonia", "client:amazonia/main", agreement, new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
            ExampleKey, stored, "", "", body, MeaningOf(message));
        return golden with { Envelope = golden.EnvelopeNow(), Entry = golden.EntryNow() };
    }

    public static JsonNode MeaningOf(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!;

    public OpenedBody Opened() => OpenedBody.Of(new StoredBody(Stream, Version, Id, Stored), new StreamKey(Key, IsLost: false));

    public string EnvelopeNow() => Encoding.ASCII.GetString(Envelopes.Of(Sequenced(), Key).ToBytes());

    public string EntryNow() => Encoding.ASCII.GetString(Envelopes.Entry(Sequenced(), Key));

    public JsonObject ToJson() => new()
    {
        ["type"] = Type,
        ["dotnet_type"] = DotNetType,
        ["id"] = Id.ToString("D"),
        ["stream"] = Stream,
        ["version"] = Version,
        ["member"] = Member,
        ["actor"] = Actor,
        ["agreement"] = Agreement,
        ["recorded"] = Recorded.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
        ["key"] = Convert.ToBase64String(Key),
        ["stored"] = Convert.ToBase64String(Stored),
        ["envelope"] = Envelope,
        ["entry"] = Entry,
        ["body"] = Convert.ToBase64String(Body),
        ["meaning"] = Meaning.DeepClone(),
    };

    public static GoldenEvent FromJson(JsonNode json) => new(
        Text(json, "type"), Text(json, "dotnet_type"), Guid.Parse(Text(json, "id")), Text(json, "stream"), (long)json["version"]!, Text(json, "member"), Text(json, "actor"),
        (string?)json["agreement"], DateTimeOffset.ParseExact(Text(json, "recorded"), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Bytes(json, "key"), Bytes(json, "stored"), Text(json, "envelope"), Text(json, "entry"), Bytes(json, "body"), json["meaning"]!);

    private static string Text(JsonNode json, string name) => (string)json[name]!;

    private static byte[] Bytes(JsonNode json, string name) => Convert.FromBase64String(Text(json, name));

    private SequencedEvent Sequenced() => new(0, Recorded, Id, Stream, Version, Type, Recorded, Opened(), Member, Actor, Agreement);
}
