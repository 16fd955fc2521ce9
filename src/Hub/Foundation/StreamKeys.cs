using SharingHub.V1;

namespace SharingHub.Hub.Foundation;

/// <summary>The names of event streams: <c>record/contributor/kind/id</c>, <c>member/id</c>, <c>agreement/uuid</c>, <c>disclosure/uuid</c>, <c>use/uuid</c>, <c>onward/hub/uuid</c>,
/// <c>links/member/purpose</c>, <c>retention/contributor/kind/id</c>, <c>denials/member</c>, <c>ledger/key</c>.</summary>
internal static class StreamKeys
{
    public const string RecordPrefix = "record/";
    public const string MemberPrefix = "member/";
    public const string AgreementPrefix = "agreement/";
    public const string DisclosurePrefix = "disclosure/";
    public const string UsePrefix = "use/";
    public const string OnwardPrefix = "onward/";
    public const string RetentionPrefix = "retention/";

    /// <summary>Which key takes over from which, of the log that this database holds.</summary>
    public const string LogKey = "ledger/key";

    public static string Record(string contributor, RecordKind kind, string id) => $"{RecordPrefix}{contributor}/{KindNames.Of(kind)}/{id}";

    public static string Record(RecordName name) => Record(name.Contributor, name.Kind, name.Id);

    /// <summary>What is asked and held about a record's keeping.</summary>
    public static string Retention(RecordName name) => RetentionPrefix + Record(name)[RecordPrefix.Length..];

    public static string Member(string id) => MemberPrefix + id;

    public static string Agreement(Guid id) => $"{AgreementPrefix}{id:D}";

    public static string Disclosure(Guid id) => $"{DisclosurePrefix}{id:D}";

    /// <summary>The id of the disclosure, and of its first event, that a stream is of.</summary>
    public static Guid DisclosureOf(string key) => Guid.Parse(key[DisclosurePrefix.Length..]);

    public static string Use(Guid id) => $"{UsePrefix}{id:D}";

    /// <summary>What a peer hub shows of a disclosure or use there.</summary>
    public static string Onward(string hub, Guid id) => $"{OnwardPrefix}{hub}/{id:D}";

    /// <summary>Which links a recipient rejects for a purpose.</summary>
    public static string Links(string recipient, Purpose purpose) => $"links/{recipient}/{KindNames.Of(purpose)}";

    public static string Denials(string member) => $"denials/{member}";

    /// <summary>Takes a record's stream key apart, or that of its retention. Record ids hold no slash, so three cuts are enough.</summary>
    public static RecordName ParseRecord(string key)
    {
        var parts = key.Split('/', 4);
        return new RecordName { Contributor = parts[1], Kind = KindNames.Parse(parts[2]), Id = parts[3] };
    }
}
