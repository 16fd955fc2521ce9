using SharingHub.V1;

namespace SharingHub.Hub.Agreements.Deciding;

/// <summary>What stays out by one agreement revision. Do not change <see cref="Prohibition"/>: it is shared.</summary>
internal sealed class CompiledProhibition
{
    private CompiledProhibition(AgreementInForce agreement, int number, Prohibition? prohibition)
    {
        (AgreementId, Revision, Number, Provider) = (agreement.Id, agreement.Revision, (uint)number, agreement.Terms.Provider);
        Window = ValidityWindow.Of(agreement);
        Prohibition = prohibition;
    }

    public Guid AgreementId { get; }

    public uint Revision { get; }

    /// <summary>Its place in the agreement, from 1; 0 stands for all that the agreement may prohibit and the hub cannot read.</summary>
    public uint Number { get; }

    public string Provider { get; }

    public ValidityWindow Window { get; }

    /// <summary>Null when what the agreement prohibits cannot be told: everything stays out then.</summary>
    public Prohibition? Prohibition { get; }

    /// <summary>Whether it keeps out every record of the kinds that it concerns.</summary>
    public bool IsWhole => Prohibition?.Conditions is null;

    public static IEnumerable<CompiledProhibition> Of(AgreementInForce agreement, TermsViolations faults) => faults.HideProhibitions
        ? [new CompiledProhibition(agreement, 0, null)]
        : agreement.Terms.Prohibitions.Select((prohibition, place) => new CompiledProhibition(agreement, place + 1, prohibition.Clone()));

    public bool Concerns(Purpose purpose) => Prohibition is not { Purposes.Count: > 0 } limited || limited.Purposes.Contains(purpose);

    public bool Concerns(RecordKind kind) => Prohibition is not { } limited || limited.Kinds.Contains(kind);
}
