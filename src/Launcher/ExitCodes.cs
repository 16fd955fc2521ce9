namespace SharingHub.Launcher;

/// <summary>What scripts can tell apart.</summary>
internal static class ExitCodes
{
    public const int Good = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
}
