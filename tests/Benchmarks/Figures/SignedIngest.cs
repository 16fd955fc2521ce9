using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Benchmarks.Figures;

/// <summary>As <c>ingest-100</c>, each message signed by its contributor: signed in this process, verified by the hub, and each record's proof kept sealed.</summary>
internal sealed class SignedIngest(params Comparison[] beside) : Line("ingest-signed", "ingest, 100 records a message, signed", beside)
{
    private const string Contributor = "bazaarly";
    private const int Together = 100, Window = 2000;

    private readonly NoteSigner _signer = NoteSigner.Generate($"{Contributor}/bench", SignatureType.Ed25519);

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.StartSystemAsync(cancellation);
        await using var hub = stage.ConnectOperator();
        await hub.Members.AddSigningKeyAsync(new AddSigningKeyRequest { MemberId = Contributor, VerifierKey = _signer.Key.ToString() }, cancellationToken: cancellation);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var records = (await stage.WorkloadAsync(cancellation)).Make(stage.Records, stage.NextTag());
        var done = await pass.MeasureAsync(() => Submission.RunAsync(stage.Connect(Door.Hub, Contributor), records, Together, Window, cancellation, _signer));
        stage.History.Expect(records.Count);
        await stage.History.SettleAsync(cancellation);
        return [Metrics.PerSecond(records.Count, done.Took), .. Metrics.Latency(done.Milliseconds)];
    }
}
