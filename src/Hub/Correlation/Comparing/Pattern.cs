namespace SharingHub.Hub.Correlation.Comparing;

/// <summary>How two mentions agree, two bits an aspect.</summary>
internal readonly record struct Pattern(ushort Bits)
{
    public const int Aspects = 6;

    /// <summary>How many patterns there can be.</summary>
    public const int Count = 1 << (2 * Aspects);

    public Level this[Aspect aspect] => (Level)((Bits >> (2 * (int)aspect)) & 3);

    public Pattern With(Aspect aspect, Level level) => new((ushort)(Bits | ((int)level << (2 * (int)aspect))));

    /// <summary>A number that should be one actor's own agrees.</summary>
    public bool SharesIdentifier
    {
        get
        {
            for (var aspect = Aspect.Email; (int)aspect < Aspects; aspect++)
            {
                if (this[aspect] == Level.Same) return true;
            }
            return false;
        }
    }

    /// <summary>
    /// Under different names one shared number is not enough to be one actor: partners, and rings, share telephones and accounts. It still links them.
    /// </summary>
    public bool IsOneActor
    {
        get
        {
            if (this[Aspect.Name] != Level.Different) return true;
            var agreeing = 0;
            for (var aspect = Aspect.Address; (int)aspect < Aspects; aspect++) agreeing += this[aspect] >= Level.Close ? 1 : 0;
            return agreeing > 1;
        }
    }

    /// <summary>Names make candidates and addresses are shared by neighbours: each alone says nothing, both together do.</summary>
    public bool CanLink => SharesIdentifier || (this[Aspect.Name] >= Level.Close && this[Aspect.Address] >= Level.Close);
}
