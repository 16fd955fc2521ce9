using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Retention;

/// <summary>Checks what is asked about records' keeping; every violation at once.</summary>
internal static class RetentionRequests
{
    /// <summary>Of a provision or a docket number, in UTF-16 units.</summary>
    private const int TextLength = 200;

    public static RecordName Check(RequestExpungeRequest request, Caller caller)
    {
        var found = new Violations();
        CheckName(found, request.Name);
        found.When(
            request.LegalBasis == LegalBasis.Unspecified || !Enum.IsDefined(request.LegalBasis), "legal_basis", "must be one of the legal bases of the contract");
        found.Text("basis_text", request.BasisText, 1, TextLength);
        found.Throw();
        return Whole(request.Name, caller);
    }

    public static RecordName Check(PlaceHoldRequest request, Caller caller)
    {
        var found = new Violations();
        CheckName(found, request.Name);
        found.Text("reference", request.Reference, 1, TextLength);
        found.Throw();
        return Whole(request.Name, caller);
    }

    public static Guid Check(ReleaseHoldRequest request)
    {
        var found = new Violations();
        var id = CheckId(found, "hold_id", request.HoldId);
        found.Text("reason", request.Reason, 1, Violations.ReasonLength);
        found.Throw();
        return id;
    }

    public static Guid CheckId(string field, string id)
    {
        var found = new Violations();
        var parsed = CheckId(found, field, id);
        found.Throw();
        return parsed;
    }

    /// <summary>The record that a list is about; null for all.</summary>
    public static RecordName? CheckList(RecordName? name, Caller caller)
    {
        if (name is null)
        {
            return null;
        }

        var found = new Violations();
        CheckName(found, name);
        found.Throw();
        return Whole(name, caller);
    }

    private static void CheckName(Violations found, RecordName? name)
    {
        found.Record("name", name, ownIsUnderstood: true);
        found.When(name is { Revision: not 0 }, "name.revision", "must be 0: a record is kept or expunged with all its revisions");
    }

    private static Guid CheckId(Violations found, string field, string id)
    {
        var parsed = Guid.TryParseExact(id, "D", out var value) && id == value.ToString("D");
        found.When(!parsed, field, "must be a lower-case UUID");
        return value;
    }

    private static RecordName Whole(RecordName name, Caller caller)
    {
        var whole = name.Clone();
        whole.Contributor = name.Contributor.Length == 0 ? caller.Member : name.Contributor;
        return whole;
    }
}
