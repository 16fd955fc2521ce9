using System.Text;

namespace SharingHub.Cli;

/// <summary>Where a command reads and writes: results to <paramref name="Output"/>, words to <paramref name="Error"/>.</summary>
internal sealed record Terminal(Stream Input, TextWriter Output, TextWriter Error, bool OutputIsTerminal, bool ErrorIsTerminal) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    public static Terminal OfProcess() => new(
        Console.OpenStandardInput(),
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), BufferBytes),
        new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected);

    public void Dispose() => Output.Flush();
}
