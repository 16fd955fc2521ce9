namespace SharingHub.Hub.Intake.Validation;

/// <summary>A field by its proto name, and for an item of a repeated field its index.</summary>
internal readonly record struct Field(string Name, int Index = Field.Whole)
{
    private const int Whole = -1;

    public static implicit operator Field(string name) => new(name);

    public override string ToString() => Index == Whole ? Name : $"{Name}[{Index}]";
}
