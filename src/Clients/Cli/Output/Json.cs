using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Output;

/// <summary>What the contract's messages look like in JSON: their own proto3 JSON, names and lists by the words of the command line.</summary>
internal static class Json
{
    public static JsonNode Of(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!;

    public static JsonObject Of(RecordView view) => new()
    {
        ["name"] = view.Name.ToText(),
        ["version"] = view.Version,
        ["record"] = Of(IntelRecord.Parser.ParseFrom(view.Record)),
        ["withheld"] = new JsonArray([.. view.Withheld.Select(path => JsonValue.Create(path))]),
        ["agreement"] = Agreement(view.AgreementId, view.AgreementRevision),
        ["recorded_at"] = Time(view.RecordedAt),
    };

    public static JsonObject Of(Lead lead)
    {
        var json = Of((IMessage)lead).AsObject();
        json["shipment"] = Of(lead.Shipment);
        return json;
    }

    public static JsonObject Of(RecordNotice notice) => new()
    {
        ["name"] = notice.Name.ToText(),
        ["version"] = notice.Version,
        ["notice"] = notice.Type.ToName(),
        ["reason"] = notice.Reason,
        ["agreement"] = Agreement(notice.AgreementId, notice.AgreementRevision),
    };

    public static JsonArray Of(IEnumerable<FieldViolation> violations) =>
        [.. violations.Select(v => new JsonObject { ["field"] = v.Field, ["description"] = v.Description })];

    public static string Agreement(string id, uint revision) => $"{id}@{revision}";

    public static string Time(Timestamp? time) => time is null ? "" : time.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null);
}
