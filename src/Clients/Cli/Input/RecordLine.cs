namespace SharingHub.Cli.Input;

/// <summary>A line of a feed, and where it stands.</summary>
internal sealed record RecordLine(string File, long Number, string Text)
{
    public string Place => $"{File}:{Number}";
}
