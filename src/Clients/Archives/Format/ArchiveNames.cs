using System.Globalization;
using SharingHub.Verification.Notes;

namespace SharingHub.Archives.Format;

/// <summary>The files of an archive, beside the log's own (<c>checkpoint</c>, <c>tile/…</c>).</summary>
public static class ArchiveNames
{
    public const string LogKey = "log.vkey";
    public const string Policy = "policy";
    public const string Readme = "README";

    /// <summary>Says what the successions are, where there are any.</summary>
    public const string SuccessionsReadme = SuccessionsFolder + "README";

    /// <summary>Events in a file; the last has fewer.</summary>
    public const int EventsInFile = 4096;

    private const string EventsFolder = "events/";
    private const string AgreementsFolder = "agreements/";
    private const string SuccessionsFolder = "successions/";
    private const string EventsEnding = ".jsonl";

    /// <summary><c>events/NNN.jsonl</c>, NNN counted from 000, with more digits where three are not enough.</summary>
    public static string Events(long file) => $"{EventsFolder}{file.ToString("D3", CultureInfo.InvariantCulture)}{EventsEnding}";

    /// <summary>The file that holds an event.</summary>
    public static string EventsOf(long index) => Events(index / EventsInFile);

    /// <summary>How many files hold so many events.</summary>
    public static long EventFiles(long events) => (events + EventsInFile - 1) / EventsInFile;

    /// <summary>The note that says which key of the log took over from the one with this id.</summary>
    public static string Succession(KeyId old) => $"{SuccessionsFolder}{old}";

    public static bool IsSuccession(string name) => name.StartsWith(SuccessionsFolder, StringComparison.Ordinal) && name != SuccessionsReadme;

    /// <summary>The terms of a revision, for people.</summary>
    public static string Agreement(Guid agreement, uint revision) => $"{AgreementsFolder}{agreement:D}@{revision}.json";
}
