using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Agreements;

/// <summary>
/// One open Watch: each agreement that the caller may read, then each again when its stream has grown. What wakes it is only a hint;
/// each round compares by itself. Changes that come faster than rounds are told as one, with what happened last.
/// </summary>
internal sealed class AgreementWatch(
    AgreementBook book, IDeliveryCounts deliveries, RuleWatch rules, StreamLife life, IServerStreamWriter<AgreementServiceWatchResponse> writer, ServerCallContext context)
{
    /// <summary>Well under the gateway's idle limit.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A caller that does not read what a stream that has to end still writes is cut off after so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, long> _told = [];

    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var changed = rules.Changed.Next;
                await TellAsync();
                while (!await ComesInTimeAsync(changed))
                {
                    await WriteAsync(new AgreementServiceWatchResponse { Heartbeat = new Heartbeat() });
                }
            }
        }
        catch (OperationCanceledException) when (life.Why != LifeEnd.None)
        {
            throw AgreementRefusals.WatchEnded(life.Why).ToException();
        }
    }

    private async Task<bool> ComesInTimeAsync(Task changed)
    {
        try
        {
            await changed.WaitAsync(Heartbeat, life.Ended);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task TellAsync()
    {
        var directory = (await book.CurrentAsync(life.Ended)).View;
        foreach (var agreement in directory.ReadableBy(context.Caller()).Where(a => _told.GetValueOrDefault(a.AgreementId) != a.Version))
        {
            // Asked after the state was read: a change that stops sharing waited for the disclosures before it, so none is missing.
            var delivered = await deliveries.UnderAsync(agreement.AgreementId, life.Ended);
            var change = new AgreementChange { Agreement = agreement.ToContract(), What = agreement.LastChange, Delivered = delivered };
            await WriteAsync(new AgreementServiceWatchResponse { Change = change });
            _told[agreement.AgreementId] = agreement.Version;
        }
    }

    private async Task WriteAsync(AgreementServiceWatchResponse message)
    {
        life.Ended.ThrowIfCancellationRequested();
        var write = writer.WriteAsync(message, CancellationToken.None);
        if (await Task.WhenAny(write, life.WhenEnded) != write && await Task.WhenAny(write, Task.Delay(Patience)) != write)
        {
            context.GetHttpContext().Abort();
        }

        await write;
    }
}
