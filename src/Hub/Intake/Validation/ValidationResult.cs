using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Everything that is wrong with one record (violations reject it) and everything that is odd (warnings go into its receipt).</summary>
internal readonly struct ValidationResult(IReadOnlyList<FieldViolation>? violations, IReadOnlyList<FieldViolation>? warnings)
{
    public IReadOnlyList<FieldViolation> Violations => violations ?? [];

    public IReadOnlyList<FieldViolation> Warnings => warnings ?? [];

    public bool IsValid => violations is null or { Count: 0 };
}
