using System.Globalization;
using SharingHub.Launcher.Processes;

namespace SharingHub.Fault.Tests.Harness;

internal static class Memory
{
    /// <summary>Resident memory of a process, in MiB (proc(5)).</summary>
    public static int ResidentMiB(this ServiceProcess process) => File.ReadLines($"/proc/{process.ProcessId}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();
}
