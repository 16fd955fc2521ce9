using System.Globalization;

namespace SharingHub.Benchmarks.Profiling;

/// <summary>What Linux knows of processes (proc(5)).</summary>
internal static class Kernel
{
    // sysconf(_SC_CLK_TCK): 100 on every architecture that Linux gives to programs.
    private const double TicksPerSecond = 100;

    private const int Parent = 1, User = 11, System = 12, ChildrensUser = 13, ChildrensSystem = 14;

    /// <summary>The processors' time of a process.</summary>
    public static double SecondsOf(int process) => Stat(process) is { } stat ? Sum(stat, User, System) : 0;

    /// <summary>With its children, those that ended too.</summary>
    public static double SecondsOfFamily(int process)
    {
        var own = Stat(process) is { } stat ? Sum(stat, User, System, ChildrensUser, ChildrensSystem) : 0;
        var parent = process.ToString(CultureInfo.InvariantCulture);
        return own + Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? Stat(id) : null)
            .Where(child => child?[Parent] == parent)
            .Sum(child => Sum(child!, User, System));
    }

    /// <summary>All processors together.</summary>
    public static (double Busy, double Idle) SecondsOfMachine()
    {
        // cpu user nice system idle iowait irq softirq steal; guests are counted in user already.
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var idle = ticks[3] + ticks[4];
        return ((ticks.Sum() - idle) / TicksPerSecond, idle / TicksPerSecond);
    }

    /// <summary>Memory of a process, in MB: what is in memory now, and the most since <see cref="ForgetPeak"/>.</summary>
    public static (double Now, double Peak) MegabytesOf(int process)
    {
        var lines = File.ReadAllLines($"/proc/{process}/status");
        return (Kilobytes("VmRSS:") / 1000, Kilobytes("VmHWM:") / 1000);

        // The kernel says kB and means 1024 bytes.
        double Kilobytes(string name) => 1.024 * double.Parse(
            lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The peak of a process is what it has now.</summary>
    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    public static string ProcessorName() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static double Sum(string[] stat, params int[] fields) => fields.Sum(field => double.Parse(stat[field], CultureInfo.InvariantCulture)) / TicksPerSecond;

    // The second field is a name in brackets that may hold anything; counted from what follows it.
    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // It ended.
        }
    }
}
