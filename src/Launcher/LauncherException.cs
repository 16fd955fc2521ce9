namespace SharingHub.Launcher;

/// <summary>Something that the person at the terminal can act on: the message is one or two plain sentences, and no stack trace helps.</summary>
public sealed class LauncherException(string message, Exception? cause = null) : Exception(message, cause);
