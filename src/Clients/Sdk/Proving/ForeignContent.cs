using Google.Protobuf;
using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>
/// Whether a record that came from another hub says what its contributor sent there. It says besides where it came from, and names members as this hub does: <c>name</c> there is
/// <c>name@hub</c> here, and this hub's own, <c>name@us</c> there, are <c>name</c>.
/// </summary>
internal static class ForeignContent
{
    public static bool IsOf(ByteString here, ByteString there)
    {
        try
        {
            var (shown, sent) = (IntelRecord.Parser.ParseFrom(here), IntelRecord.Parser.ParseFrom(there));
            if (shown.Origin is not { } origin)
                return false;
            var links = LinksOf(shown).Zip(LinksOf(sent)).ToList();
            var named = links.TrueForAll(link => IsSame(link.First.Contributor, link.Second.Contributor, origin.Hub));
            shown.Origin = null;
            foreach (var (first, second) in links)
                (first.Contributor, second.Contributor) = ("", "");
            return named && shown.Equals(sent);
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static IEnumerable<RecordLink> LinksOf(IntelRecord record) => record.Sighting?.About is { } about ? record.Links.Append(about) : record.Links;

    private static bool IsSame(string here, string there, string hub) =>
        there.Length == 0 ? here.Length == 0
        : there.Contains('@', StringComparison.Ordinal) ? here == there || here == there.Split('@')[0]
        : here == $"{there}@{hub}";
}
