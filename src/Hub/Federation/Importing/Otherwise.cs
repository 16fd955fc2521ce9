using System.Globalization;
using System.Runtime.CompilerServices;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>What is said where something does not hold. Put together only then: a page of 500 records is asked thousands of things.</summary>
[InterpolatedStringHandler]
internal ref struct Otherwise
{
    private DefaultInterpolatedStringHandler _words;

    public Otherwise(int literalLength, int formattedCount, bool holds, out bool isSaid)
    {
        isSaid = !holds;
        _words = isSaid ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string words) => _words.AppendLiteral(words);

    public void AppendFormatted<T>(T value) => _words.AppendFormatted(value);

    public PeerRefusedException ToException() => new(_words.ToStringAndClear());
}
