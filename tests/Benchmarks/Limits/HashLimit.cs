using System.Diagnostics;
using System.Security.Cryptography;
using SharingHub.Benchmarks.Harness;

namespace SharingHub.Benchmarks.Limits;

/// <summary>SHA-256 on one processor: of 65 bytes, as each node of a Merkle tree is.</summary>
internal sealed class HashLimit() : Line("sha-256", "SHA-256 of 65 bytes, one processor")
{
    public const string Rate = "hashes/s";

    private const int Hashes = 1_000_000;

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var took = await pass.MeasureAsync(() =>
        {
            var node = new byte[65];
            var began = Stopwatch.GetTimestamp();
            // Each hash is the beginning of the next, so that none can be left out.
            for (var i = 0; i < Hashes; i++)
                SHA256.HashData(node, node);
            return Task.FromResult(Stopwatch.GetElapsedTime(began));
        });
        return [new(Rate, Hashes / took.TotalSeconds)];
    }
}
