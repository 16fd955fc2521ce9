using SharingHub.Hub.Correlation.Identifiers;

namespace SharingHub.Hub.Correlation.Indexing;

/// <summary>
/// Who holds one value: mentions by number, in order of arrival. A mention has many values and most have no second holder, so the first has its place here and
/// a list begins with the second. Of a value that nobody is to be asked about any more only the first holder is kept.
/// </summary>
/// <param name="scheme">Of the value.</param>
/// <param name="first">The mention that held it first.</param>
/// <param name="named">Whether that mention has a name.</param>
internal struct Posting(Scheme scheme, int first, bool named)
{
    private List<int>? others;
    private bool isCrowded;

    public readonly Scheme Scheme => scheme;

    public readonly int First => first;

    /// <summary>How many different names hold it; counted up to one more than the cap of its scheme.</summary>
    public byte Names { get; private set; } = named ? (byte)1 : (byte)0;

    /// <summary>Whether few enough hold it to bring mentions together.</summary>
    public readonly bool Joins => Names <= Caps.Names(scheme) && !isCrowded;

    /// <summary>Whether its holders still matter: because it joins, or because the names that hold it are counted for the rarity of a name or an address.</summary>
    public readonly bool IsOpen => Names <= Caps.Names(scheme) && (!isCrowded || scheme is Scheme.Name or Scheme.Address);

    /// <summary>How many hold it, of one that is open.</summary>
    public readonly int Count => 1 + (others?.Count ?? 0);

    /// <summary>A holder of one that is open, by its place in the order of arrival.</summary>
    public readonly int this[int place] => place == 0 ? first : others![place - 1];

    /// <summary>Adds a holder to one that is open.</summary>
    /// <param name="isNewName">Whether no holder before has its name.</param>
    public void Add(int holder, bool isNewName)
    {
        if (isNewName) Names++;
        (others ??= new List<int>(1)).Add(holder);
        isCrowded |= Count > Caps.Holders;
        if (!IsOpen) others = null;
    }
}
