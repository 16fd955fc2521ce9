namespace SharingHub.Cli;

/// <summary>The command line, or a file on it, is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);
