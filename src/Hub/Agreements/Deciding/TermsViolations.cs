using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Hub.Foundation;
using SharingHub.V1;
using Enum = System.Enum;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>Collects what is wrong with terms, and knows the checks that several fields share.</summary>
internal sealed class TermsViolations
{
    private readonly List<FieldViolation> _found = [];

    public IReadOnlyList<FieldViolation> Found => _found;

    public void Add(string field, string description) => _found.Add(new FieldViolation { Field = field, Description = description });

    public void RequireKnown<T>(string field, T value)
        where T : struct, Enum
    {
        if (Convert.ToInt32(value, null) == 0)
            Add(field, "must be chosen");
        else if (!Enum.IsDefined(value))
            Add(field, "is a value that this hub does not know");
    }

    public void RequireChoices<T>(string field, IReadOnlyList<T> values)
        where T : struct, Enum
    {
        if (values.Count == 0)
            Add(field, "must name at least one");
        RequireKnownOnce(field, values);
    }

    public void RequireKnownOnce<T>(string field, IReadOnlyList<T> values)
        where T : struct, Enum
    {
        for (var i = 0; i < values.Count; i++)
            RequireKnown($"{field}[{i}]", values[i]);
        RequireOnce(field, values);
    }

    public void RequireOnce<T>(string field, IReadOnlyList<T> values)
    {
        var seen = new HashSet<T>();
        for (var i = 0; i < values.Count; i++)
        {
            if (!seen.Add(values[i]))
                Add($"{field}[{i}]", "is named twice");
        }
    }

    /// <summary>False when a time is given that does not exist, so that nothing compares with it.</summary>
    public bool RequireExists(string field, Timestamp? time)
    {
        if (time is null || Instants.Exists(time))
            return true;
        Add(field, Instants.Rule);
        return false;
    }

    /// <summary>A field that this hub does not know may carry a restriction, so it cannot be passed over.</summary>
    public void RefuseUnknownFields(IMessage message)
    {
        foreach (var (path, number) in UnknownFields.In(message))
            Add(path, $"holds field {number}, which this hub does not know");
    }
}
