using System.Runtime.InteropServices;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Profiling;

namespace SharingHub.Benchmarks.Running;

/// <summary>What it was measured on, and when.</summary>
internal sealed record Machine(DateTimeOffset At, int Processors, string Processor, long MemoryMegabytes, string System, string Runtime, string Postgres)
{
    public static async Task<Machine> LookAsync(Stage stage, CancellationToken cancellation) => new(
        DateTimeOffset.UtcNow,
        Environment.ProcessorCount,
        Kernel.ProcessorName(),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        stage.IsRunning ? await Durability.ServerVersionAsync(stage.Host, cancellation) : "");

    public override string ToString() =>
        $"{At:yyyy-MM-dd HH:mm} UTC, {Processors} processors ({Processor}), {Numbers.Short(MemoryMegabytes)} MB, {System}, {Runtime}{(Postgres.Length == 0 ? "" : $", PostgreSQL {Postgres}")}";
}
