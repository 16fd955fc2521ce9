using SharingHub.Verification.Strict;

namespace SharingHub.Verification.Tiles;

/// <summary>The name of a file of a C2SP tlog-tiles log: a tile of hashes, or a bundle of entries, full or partial.</summary>
/// <param name="Level">0 to 63; <see cref="Entries"/> for a bundle.</param>
/// <param name="Index">The place in its level, from 0.</param>
/// <param name="Width">Hashes or entries in it: 256, or 1 to 255 if partial.</param>
public readonly record struct TilePath(int Level, long Index, int Width = TilePath.FullWidth)
{
    public const int FullWidth = 256;

    public const int MaxLevel = 63;

    /// <summary>The level that stands for entry bundles.</summary>
    public const int Entries = -1;

    /// <summary>Where the log's newest checkpoint is.</summary>
    public const string Checkpoint = "checkpoint";

    public static TilePath Bundle(long index, int width = FullWidth) => new(Entries, index, width);

    public bool IsBundle => Level == Entries;

    public bool IsPartial => Width != FullWidth;

    /// <summary>The same tile, full.</summary>
    public TilePath Full => this with { Width = FullWidth };

    /// <summary><c>tile/L/N[.p/W]</c> or <c>tile/entries/N[.p/W]</c>, N in groups of three digits, all but the last after an x.</summary>
    public override string ToString()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Index);
        var groups = StrictDecimal.Format(Index % 1000).PadLeft(3, '0');
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            groups = $"x{StrictDecimal.Format(rest % 1000).PadLeft(3, '0')}/{groups}";
        return $"tile/{(IsBundle ? "entries" : StrictDecimal.Format(Level))}/{groups}{(IsPartial ? $".p/{Width}" : "")}";
    }

    /// <summary>Takes only what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string path, out TilePath tile)
    {
        ArgumentNullException.ThrowIfNull(path);
        tile = default;
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile")
            return false;

        long level = Entries;
        if (parts[1] != "entries" && (!StrictDecimal.TryParse(parts[1], out level) || level > MaxLevel))
            return false;

        var groups = parts.AsSpan(2);
        long width = FullWidth;
        if (groups.Length >= 2 && groups[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!StrictDecimal.TryParse(groups[^1], out width) || width is < 1 or >= FullWidth)
                return false;
            groups = groups[..^1];
            groups[^1] = groups[^1][..^2];
        }

        long index = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            var digits = groups[i].AsSpan();
            if (i < groups.Length - 1)
            {
                if (!digits.StartsWith('x'))
                    return false;
                digits = digits[1..];
            }

            if (digits.Length != 3 || digits.ContainsAnyExceptInRange('0', '9') || index > long.MaxValue / 1000 - 1)
                return false;
            index = index * 1000 + int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        }

        // A leading group x000 would give one tile two names.
        if (groups.Length > 1 && groups[0] == "x000")
            return false;
        tile = new TilePath((int)level, index, (int)width);
        return true;
    }
}
