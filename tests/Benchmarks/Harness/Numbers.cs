using System.Globalization;

namespace SharingHub.Benchmarks.Harness;

/// <summary>Numbers for people: three digits that say something, thousands apart.</summary>
internal static class Numbers
{
    public static string Short(double value)
    {
        var size = Math.Abs(value);
        var format = size >= 100 ? "#,0" : size >= 10 ? "0.#" : "0.###";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace(',', ' ');
    }
}
