using SharingHub.Clients.Tests.Peer;
using SharingHub.Sdk.Keeping;
using SharingHub.Verification.Checkpoints;

namespace SharingHub.Clients.Tests.Keeping;

/// <summary>A folder of receipts, the log that they are of, and a check of the one by the other.</summary>
public abstract class FolderTests : IDisposable
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected TempFolder Temp { get; } = new();

    private protected GivenLog Log { get; } = new();

    protected ReceiptFolder Folder => new(Temp.Path);

    public void Dispose()
    {
        Temp.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<ScriptedHub> GivenAsync(params KeptReceipt[] receipts)
    {
        await Folder.KeepAsync(receipts, Stop);
        var peer = await ScriptedHub.StartAsync();
        peer.Ledger.Many = Log.Answer;
        peer.Ledger.Files = Log.File;
        return peer;
    }

    protected async Task<List<CheckedReceipt>> CheckAsync(ScriptedHub? peer, string? policy = null)
    {
        await using var hub = peer?.Connect();
        var read = policy is null ? null : PolicyFile.Parse(System.Text.Encoding.UTF8.GetBytes(policy)).OrThrow();
        return await new ReceiptCheck(Folder, read).RunAsync(hub, Stop).ToListAsync(Stop);
    }
}
