using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using SharingHub.V1;

namespace SharingHub.Archives.Format;

/// <summary>The terms of a revision for people: proto3 JSON, indented. Made from the event's body, and only as good as that.</summary>
public static class AgreementPage
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(AgreementTerms terms) =>
        Encoding.UTF8.GetBytes(JsonNode.Parse(JsonFormatter.Default.Format(terms))!.ToJsonString(Readable) + "\n");
}
