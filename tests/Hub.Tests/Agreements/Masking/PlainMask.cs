using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements.Masking;

/// <summary>docs/sharing-decisions.md, "What the view lacks", on parsed messages: walk, clear, drop what is empty.</summary>
internal static class PlainMask
{
    private static readonly string[] AlwaysStays = ["id", "revision", "observed_at", "tlp", "confidence", "expires_at"];

    public static IntelRecord Apply(IntelRecord record, FieldClass[] classes, string[] fields, Func<RecordKind, string, string, bool>? sees = null)
    {
        var view = record.Clone();
        Walk(view, "", classes, fields, sees);
        return view;
    }

    private static void Walk(IMessage message, string prefix, FieldClass[] classes, string[] fields, Func<RecordKind, string, string, bool>? sees)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var path = prefix + field.Name;
            if (field.FieldType == FieldType.Message && !field.IsRepeated && field.Accessor.GetValue(message) == null)
                continue;
            if (AlwaysStays.Contains(path))
                continue;
            // Of where a record came from nothing is taken out but what says nothing.
            if (path == "origin")
            {
                if (!Keeps((IMessage)field.Accessor.GetValue(message), path, [], [], sees))
                    field.Accessor.Clear(message);
                continue;
            }

            var declared = field.GetOptions().GetExtension(FieldClassExtensions.FieldClass);
            if (classes.Contains(declared == FieldClass.Unspecified ? FieldClass.Sensitive : declared) || fields.Contains(path))
            {
                field.Accessor.Clear(message);
                continue;
            }

            if (field.FieldType != FieldType.Message || field.MessageType.FullName is "google.protobuf.Timestamp" or "google.type.Money")
                continue;
            if (!field.IsRepeated)
            {
                if (!Keeps((IMessage)field.Accessor.GetValue(message), path, classes, fields, sees))
                    field.Accessor.Clear(message);
                continue;
            }

            var list = (IList)field.Accessor.GetValue(message);
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (!Keeps((IMessage)list[i]!, path, classes, fields, sees))
                    list.RemoveAt(i);
            }
        }
    }

    private static bool Keeps(IMessage inner, string path, FieldClass[] classes, string[] fields, Func<RecordKind, string, string, bool>? sees)
    {
        if (sees != null && inner is RecordLink link
            && (!Enum.GetValues<RecordKind>().Skip(1).Contains(link.Kind) || !sees(link.Kind, link.Contributor, link.Id)))
            return false;
        Walk(inner, path + ".", classes, fields, sees);
        return inner.CalculateSize() > 0;
    }
}
