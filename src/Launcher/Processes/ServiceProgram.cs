using System.Diagnostics;

namespace SharingHub.Launcher.Processes;

/// <summary>What to run as a service: a program in its own session, its output appended to a log file, bound to the life of this process.</summary>
internal sealed record ServiceProgram(string Name, string Executable, string LogFile)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to the environment of this process; null removes.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Sent by the kernel when this process dies without stopping its children.</summary>
    public Signal DeathSignal { get; init; } = Signal.Kill;

    /// <summary>Options of <c>setpriv</c> that change the user.</summary>
    public IReadOnlyList<string> UserOptions { get; init; } = [];

    /// <summary>A command that becomes the program, put before it.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    public ProcessStartInfo ToStartInfo()
    {
        // The shell opens the log before the user changes, then becomes the program: one process id from start to end.
        // An own session keeps a terminal's Ctrl-C from reaching the children before this process stops them in order.
        // setpriv sets the death signal last, because a change of user clears it.
        string[] bound = OperatingSystem.IsLinux()
            ? ["setsid", "setpriv", .. UserOptions, "--pdeathsig", DeathSignal.ToLinuxName(), "--"]
            : [];
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", LogFile, .. bound, .. Under, Executable, .. Arguments])
        {
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}

internal static class SignalNames
{
    public static string ToLinuxName(this Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Terminate => "TERM",
        _ => "KILL",
    };
}
