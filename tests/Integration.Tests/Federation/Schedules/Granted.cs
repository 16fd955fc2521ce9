using System.Diagnostics;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>A time in which one revision of an agreement acted at the origin.</summary>
internal sealed class Granted(Agreement agreement)
{
    public string AgreementId => agreement.Id;

    public uint Revision => agreement.Revision;

    public Grant Grant => agreement.Terms.Grants[0];

    /// <summary>When it was certainly over (<see cref="Stopwatch.GetTimestamp"/>); null while it acts.</summary>
    public long? Until { get; set; }

    public bool Names(string member) => Grant.OnwardGrants[0].Members.Contains(member);

    /// <summary>Whether it lets a record cross to a member of the far hub.</summary>
    public bool Lets(IntelRecord record, string member) => Names(member) && Grant.Kinds.Contains(Truth.KindOf(record)) && record.Tlp <= Grant.Ceiling;

    /// <summary>What a member of the far hub may see of a record.</summary>
    public IntelRecord ViewOf(IntelRecord record)
    {
        var view = record.Clone();
        foreach (var withheld in Grant.Read.WithheldClasses.Concat(Grant.OnwardGrants[0].Read.WithheldClasses))
        {
            switch (withheld)
            {
                case FieldClass.Commercial:
                    view.Labels.Clear();
                    break;
                case FieldClass.Personal:
                    view.SellerAccount?.LegalName = "";
                    view.SellerAccount?.Emails.Clear();
                    break;
                case FieldClass.Sensitive:
                    view.SellerAccount?.TaxIds.Clear();
                    break;
            }
        }

        return view;
    }
}
