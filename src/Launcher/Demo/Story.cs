using System.Globalization;

namespace SharingHub.Launcher.Demo;

/// <summary>Tells the story, and keeps count of what did not hold.</summary>
internal sealed class Story(TextWriter says)
{
    public int Failures { get; private set; }

    public void Chapter(string title) => says.WriteLine($"\n{title}");

    public void Tell(string line) => says.WriteLine($"  {line}");

    /// <summary>A claim that was looked at just now.</summary>
    public void Holds(bool holds, string claim)
    {
        says.WriteLine($"  [{(holds ? "ok" : "FAILED")}] {claim}");
        if (!holds)
        {
            Failures++;
        }
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
