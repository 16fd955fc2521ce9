using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Verification.Notes;

namespace SharingHub.Benchmarks.Limits;

/// <summary>Ed25519 verifications on one processor, of a text as long as a checkpoint's, by the library that the verifier uses.</summary>
internal sealed class SignatureLimit() : Line("ed25519", "Ed25519 verifications, one processor")
{
    public const string Rate = "signatures/s";

    private const int Signatures = 5_000;

    private static readonly byte[] Seed = [.. Enumerable.Range(0, Ed25519.SeedSize).Select(i => (byte)i)];

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var text = new byte[80];
        var (key, signature) = (Ed25519.PublicKey(Seed), Ed25519.Sign(Seed, text));
        var (good, took) = await pass.MeasureAsync(() =>
        {
            var good = 0;
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Signatures; i++)
                good += Ed25519.Verify(key, text, signature) ? 1 : 0;
            return Task.FromResult((good, Stopwatch.GetElapsedTime(began)));
        });
        return good == Signatures ? [new(Rate, Signatures / took.TotalSeconds)] : throw new MeasurementException("a signature does not verify");
    }
}
