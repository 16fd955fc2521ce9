using SharingHub.Hub.Disclosure.Masking;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>One grant of one agreement revision, made ready to decide with. Do not change <see cref="Grant"/>: it is shared.</summary>
internal sealed class CompiledGrant
{
    public CompiledGrant(AgreementInForce agreement, int number)
    {
        var terms = agreement.Terms;
        Grant = terms.Grants[number - 1].Clone();
        (AgreementId, Revision, Epoch, Number, Provider) = (agreement.Id, agreement.Revision, agreement.Epoch, (uint)number, terms.Provider);
        AgreementName = agreement.Id.ToString("D");
        Window = WindowOf(agreement);
        Mask = Grant.Read is { } read ? Mask.Compile(read.WithheldClasses, read.WithheldFields) : Mask.Everything;
        BackFillFrom = Grant.BackFill switch
        {
            BackFill.All => DateTimeOffset.MinValue,
            BackFill.From => Instants.Ceiling(Grant.BackFillFrom),
            _ => Window.Start,
        };
    }

    public Guid AgreementId { get; }

    /// <summary>The id as lower-case text, by which ties are settled.</summary>
    public string AgreementName { get; }

    public uint Revision { get; }

    public long Epoch { get; }

    /// <summary>Its place in the agreement, from 1.</summary>
    public uint Number { get; }

    public string Provider { get; }

    public ValidityWindow Window { get; }

    /// <summary>Records sequenced before then stay out.</summary>
    public DateTimeOffset BackFillFrom { get; }

    public Tlp Ceiling => Grant.Ceiling;

    public bool CanRead => Grant.Read is not null;

    public bool CanCorrelate => Grant.Correlate is not null;

    /// <summary>For reading. Without the use it lets nothing but the identifying envelope through.</summary>
    public Mask Mask { get; }

    public Grant Grant { get; }

    private static ValidityWindow WindowOf(AgreementInForce agreement)
    {
        var start = agreement.Terms.ValidFrom is { } from && Instants.Ceiling(from) is var named && named > agreement.InForceSince
            ? named
            : agreement.InForceSince;
        return new ValidityWindow(start, agreement.Terms.ValidUntil is { } until ? Instants.Ceiling(until) : null);
    }
}
