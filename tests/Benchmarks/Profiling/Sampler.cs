using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace SharingHub.Benchmarks.Profiling;

/// <summary>Samples the stacks of a .NET process, some hundred times a second, until it is disposed of; then says where they were.</summary>
internal sealed class Sampler : IAsyncDisposable
{
    private const string Provider = "Microsoft-DotNETCore-SampleProfiler";
    private const int BufferMegabytes = 256;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"sharinghub-{Path.GetRandomFileName()}.nettrace");
    private readonly EventPipeSession _session;
    private readonly Task _copying;
    private readonly string _name;
    private readonly TextWriter _says;

    private Sampler(EventPipeSession session, string name, TextWriter says)
    {
        (_session, _name, _says) = (session, name, says);
        _copying = CopyAsync();
    }

    public static async Task<Sampler> StartAsync(int process, string name, TextWriter says, CancellationToken cancellation)
    {
        // The rundown at the end names the methods that were compiled before.
        var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync(
            [new EventPipeProvider(Provider, EventLevel.Informational)], requestRundown: true, BufferMegabytes, cancellation);
        return new Sampler(session, name, says);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _session.StopAsync(CancellationToken.None);
            await _copying;
            await _says.WriteLineAsync($"\n== {_name}: where the hub was\n{Samples.Read(_file)}");
        }
        finally
        {
            _session.Dispose();
            foreach (var left in (string[])[_file, Samples.IndexOf(_file)])
                File.Delete(left);
        }
    }

    private async Task CopyAsync()
    {
        await using var file = File.Create(_file);
        await _session.EventStream.CopyToAsync(file);
    }
}
