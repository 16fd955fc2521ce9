using System.Text.RegularExpressions;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>What no log may hold after a run: an error that no test caused on purpose, a token, or anything that a record said.</summary>
internal static partial class LogCheck
{
    /// <summary>Every text that a test plants in a record begins with this.</summary>
    public const string Canary = "zzcanary";

    /// <param name="expected">What errors say that the tests of a system of their own cause on purpose.</param>
    public static void Pass(string logs, IReadOnlyCollection<string> secrets, string? expected = null)
    {
        foreach (var file in Directory.GetFiles(logs, "*.log"))
        {
            var text = File.ReadAllText(file);
            var name = Path.GetFileName(file);
            Errors().Matches(text).Select(m => m.Value).Where(e => expected is null || !e.Contains(expected, StringComparison.Ordinal)).ShouldBeEmpty($"{name} holds errors");
            text.Contains(Canary, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{name} holds what a record said: {Around(text, Canary)}");
            secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty($"{name} holds an access token");
        }
    }

    /// <summary>The same of what the hub exported.</summary>
    public static void PassTelemetry(TelemetrySink telemetry, IReadOnlyCollection<string> secrets)
    {
        foreach (var signal in new[] { "traces", "metrics" })
        {
            var text = telemetry.Received(signal);
            text.Contains(Canary, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{signal} hold what a record said: {Around(text, Canary)}");
            secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty($"{signal} hold an access token");
        }
    }

    private static string Around(string text, string needle)
    {
        var at = text.IndexOf(needle, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)];
    }

    // The console logger's levels, with the two lines that follow.
    [GeneratedRegex(@"^(fail|crit): .*(\n.*){0,2}|^Unhandled exception.*(\n.*){0,2}", RegexOptions.Multiline)]
    private static partial Regex Errors();
}
