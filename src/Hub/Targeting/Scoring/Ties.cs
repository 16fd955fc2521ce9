namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>All by which a consignment is tied to what is accused.</summary>
/// <param name="ByParty">In the order of the consignment's parties; null where a party is not tied.</param>
internal sealed record Ties(Tie?[] ByParty, CarriageTie? Carriage)
{
    /// <summary>0 to 1: the chance that at least one tie is right.</summary>
    public double Strength => StrengthWithout(-1);

    /// <summary>Names of the records on the way to every accusation, one party's left out.</summary>
    public IReadOnlyList<string> RecordsWithout(int party)
    {
        var records = ByParty.SelectMany((tie, i) => i == party || tie is null ? [] : tie.Path);
        return [.. (Carriage is null ? records : records.Append(Carriage.Naming.Name)).Distinct()];
    }

    /// <summary>The strength, one party left out.</summary>
    public double StrengthWithout(int party)
    {
        var free = 1 - (Carriage?.Strength ?? 0);
        for (var i = 0; i < ByParty.Length; i++)
        {
            if (i != party && ByParty[i] is { } tie) free *= 1 - tie.Strength;
        }
        return 1 - free;
    }
}
