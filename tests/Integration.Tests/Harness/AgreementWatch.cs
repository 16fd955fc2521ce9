using Grpc.Core;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>An open Watch of agreements.</summary>
internal sealed class AgreementWatch(Party party) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AsyncServerStreamingCall<AgreementServiceWatchResponse> _call =
        party.Hub.Agreements.Watch(new AgreementServiceWatchRequest(), deadline: DateTime.UtcNow + TimeSpan.FromMinutes(1));

    public async Task<AgreementChange> NextAsync()
    {
        do
        {
            (await _call.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeTrue("a watch ends with a status");
        }
        while (_call.ResponseStream.Current.Heartbeat is not null);
        return _call.ResponseStream.Current.Change;
    }

    /// <summary>Reads until an agreement is told with these words; changes in between may have come as one.</summary>
    public async Task<AgreementChange> UntilAsync(string id, string what)
    {
        while (true)
        {
            var change = await NextAsync();
            if (change.Agreement.Id == id && change.What == what)
                return change;
        }
    }

    public Task<RpcException> EndAsync() => Refused.ByAsync(async () =>
    {
        while (true)
            await NextAsync();
    });

    public void Dispose() => _call.Dispose();
}
