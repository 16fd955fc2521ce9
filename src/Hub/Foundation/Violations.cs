using SharingHub.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace SharingHub.Hub.Foundation;

/// <summary>Collects all that is wrong with a request, each with its field.</summary>
internal sealed class Violations
{
    /// <summary>Longest reason, in UTF-16 units, that one party gives another.</summary>
    public const int ReasonLength = 500;

    public List<FieldViolation> All { get; } = [];

    public void When(bool wrong, string field, string rule)
    {
        if (wrong)
        {
            All.Add(new FieldViolation { Field = field, Description = rule });
        }
    }

    /// <summary>Text of a given length without control characters, so that no log or terminal can be written into.</summary>
    public void Text(string field, string value, int least, int most) =>
        When(value.Length < least || value.Length > most || value.Any(char.IsControl), field, $"must be {least}-{most} characters, none of them a control character");

    /// <summary>A time that may be left out.</summary>
    public DateTimeOffset? Time(string field, Timestamp? time)
    {
        When(time is not null && !Instants.Exists(time), field, Instants.Rule);
        return time is not null && Instants.Exists(time) ? time.ToDateTimeOffset() : null;
    }

    /// <summary>The name of a record. What is not well formed names nothing, and never reaches a query.</summary>
    /// <param name="ownIsUnderstood">Whether the contributor may be left out.</param>
    public void Record(string field, RecordName? name, bool ownIsUnderstood = false)
    {
        When(name is null, field, "must name a record");
        if (name is not null)
        {
            When(!(ownIsUnderstood && name.Contributor.Length == 0) && !RecordNames.IsMemberId(name.Contributor), $"{field}.contributor", "must be a member id");
            When(name.Kind == RecordKind.Unspecified || !Enum.IsDefined(name.Kind), $"{field}.kind", "must be one of the kinds of the contract");
            When(!RecordNames.IsRecordId(name.Id), $"{field}.id", RecordNames.IdRule);
        }
    }

    /// <summary>Throws the refusal when anything was found.</summary>
    public void Throw()
    {
        if (All.Count > 0)
        {
            throw Refusal.Invalid(All).ToException();
        }
    }
}
