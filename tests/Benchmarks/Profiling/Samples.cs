using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.EventPipe;
using SharingHub.Benchmarks.Harness;

namespace SharingHub.Benchmarks.Profiling;

/// <summary>
/// Sampled stacks, added up: by the library at work, by the method at work, and by the hub's own method that it was done for. Threads that
/// wait are left out; those in native code (TLS, sockets, the collector's pauses) count for the managed method that called it.
/// </summary>
internal static class Samples
{
    private const string Own = "SharingHub.Hub.";
    private const int Shown = 12;

    // What a thread that has nothing to do stands in.
    private static readonly string[] Waiting = ["Wait", "Sleep", "EventLoop", "Semaphore", "Monitor", "WorkerThreadStart", "PollGC"];

    // Reads from the kernel for as long as a settings file may change.
    private const string Watcher = "System.IO.FileSystem.Watcher";

    /// <summary>The index that reading leaves beside the file.</summary>
    public static string IndexOf(string file) => Path.ChangeExtension(file, ".etlx");

    public static string Read(string file)
    {
        var (libraries, methods, purposes) = (new Tally(), new Tally(), new Tally());
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(file, IndexOf(file)));
        var source = log.Events.GetSource();
        new SampleProfilerTraceEventParser(source).ThreadSample += sample =>
        {
            var frames = Frames(sample.CallStack()).ToList();
            if (frames.Count == 0 || frames[0].Library == Watcher || Waiting.Any(word => frames[0].Method.Contains(word, StringComparison.Ordinal)))
                return;
            libraries.Add(frames[0].Library);
            methods.Add(frames[0].Method);
            purposes.Add(frames.Select(frame => frame.Method).FirstOrDefault(method => method.StartsWith(Own, StringComparison.Ordinal)) ?? "(none of the hub's own)");
        };
        source.Process();
        return $"{libraries.Table("library at work", Shown)}\n{methods.Table("method at work", Shown)}\n{purposes.Table("on behalf of", Shown)}";
    }

    private static IEnumerable<(string Library, string Method)> Frames(TraceCallStack? stack)
    {
        for (; stack is not null; stack = stack.Caller)
        {
            var method = stack.CodeAddress.FullMethodName;
            if (method.Length > 0)
                yield return (stack.CodeAddress.ModuleName, Plain(method));
        }
    }

    // Arguments tell little and take much room.
    private static string Plain(string method) => method.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? method[..end] : method;

    private sealed class Tally
    {
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

        public void Add(string name) => _counts[name] = _counts.GetValueOrDefault(name) + 1;

        public Table Table(string title, int shown)
        {
            var table = new Table("%", title);
            var all = _counts.Values.Sum();
            foreach (var (name, count) in _counts.OrderByDescending(one => one.Value).Take(shown))
                table.Add(Numbers.Short(Math.Round(100.0 * count / all, 1)), name);
            return table;
        }
    }
}
