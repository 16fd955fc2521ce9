using System.Text;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Masking;

/// <summary>Reads which record a link names, and asks whether the recipient sees it.</summary>
internal static class LinkFilter
{
    /// <param name="link">A serialised RecordLink, before masking.</param>
    /// <param name="sees">Kind, contributor (empty: the record's own) and id of the target; true if the recipient sees it.</param>
    public static bool IsSeen(ReadOnlySpan<byte> link, Func<RecordKind, string, string, bool> sees)
    {
        var kind = RecordKind.Unspecified;
        var (contributor, id) = ("", "");
        var at = 0;
        while (at < link.Length)
        {
            var field = Wire.ReadField(link, ref at);
            var value = field.ValueStart;
            switch (field.Number, field.Type)
            {
                case (RecordLink.KindFieldNumber, WireType.Varint):
                    kind = (RecordKind)(int)Wire.ReadVarint(link, ref value);
                    break;
                case (RecordLink.ContributorFieldNumber, WireType.Length):
                    contributor = Encoding.UTF8.GetString(link[value..field.End]);
                    break;
                case (RecordLink.IdFieldNumber, WireType.Length):
                    id = Encoding.UTF8.GetString(link[value..field.End]);
                    break;
            }
        }

        return kind != RecordKind.Unspecified && Enum.IsDefined(kind) && sees(kind, contributor, id);
    }
}
