using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>Which act on which record a peer tells of.</summary>
/// <param name="Notice">Unspecified for a view.</param>
internal readonly record struct ActName(string Contributor, RecordKind Kind, string Id, uint Revision, ulong Version, NoticeType Notice)
{
    public static ActName Of(RecordName? name, ulong version, NoticeType notice) =>
        new(name?.Contributor ?? "", name?.Kind ?? RecordKind.Unspecified, name?.Id ?? "", name?.Revision ?? 0, version, notice);

    /// <summary>Whether it is no longer than any name, and nothing in it steers a log or a terminal.</summary>
    public static bool IsPlain(string text) => text.Length <= 200 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>For people. What a hostile peer writes into a name must not break out of it.</summary>
    public override string ToString() =>
        string.Create(null, $"{Plain(Contributor)}/{Kind}/{Plain(Id)}@{Revision}, version {Version}{(Notice == NoticeType.Unspecified ? "" : $", {Notice}")}");

    private static string Plain(string text) => IsPlain(text) ? text : "(not a name)";
}
