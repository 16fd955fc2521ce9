using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SharingHub.Sdk.Connecting;

/// <summary>Access tokens by scope set: kept, renewed at four fifths of their life, one request at a time.</summary>
internal sealed class TokenSource(HubConnectionOptions options) : IDisposable
{
    /// <summary>The issuer does not know this client: asking again would not help.</summary>
    public const string Refused = "TOKEN_REFUSED";

    private readonly ILogger _log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("SharingHub.Sdk");
    private readonly TokenRequest _request = new(options);
    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public AccessToken? Current { get; set; }
    }

    /// <param name="scopes">Space separated; empty for none.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="HubException">UNAUTHENTICATED, PERMISSION_DENIED (a purpose not held) or UNAVAILABLE.</exception>
    public async Task<string> GetAsync(string scopes, CancellationToken cancel)
    {
        var slot = _slots.GetOrAdd(scopes, static _ => new Slot());
        if (slot.Current is { } fresh && fresh.RenewAt > Now)
            return fresh.Value;
        // While one caller renews, the others go on with what still holds.
        if (slot.Current is { } holding && holding.ExpiresAt > Now)
        {
            if (!await slot.Gate.WaitAsync(TimeSpan.Zero, cancel))
                return holding.Value;
        }
        else
        {
            await slot.Gate.WaitAsync(cancel);
        }

        try
        {
            return await RenewAsync(slot, scopes, cancel);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>Drops what was refused, so that the next call asks anew.</summary>
    public void ForgetAll()
    {
        foreach (var slot in _slots.Values)
            slot.Current = null;
    }

    public void Dispose()
    {
        _request.Dispose();
        foreach (var slot in _slots.Values)
            slot.Gate.Dispose();
    }

    private DateTimeOffset Now => options.Time.GetUtcNow();

    private async Task<string> RenewAsync(Slot slot, string scopes, CancellationToken cancel)
    {
        var present = slot.Current;
        if (present is not null && present.RenewAt > Now)
            return present.Value;
        try
        {
            var renewed = await _request.SendAsync(scopes, cancel);
            _log.TokenRenewed(options.ClientId, scopes, (int)(renewed.ExpiresAt - Now).TotalSeconds);
            slot.Current = renewed;
            return renewed.Value;
        }
        catch (HubException error) when (error.StatusCode == StatusCode.Unavailable && present is not null && present.ExpiresAt > Now)
        {
            _log.TokenNotRenewed(options.ClientId, error.Message);
            return present.Value;
        }
    }
}
