using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SharingHub.V1;

namespace SharingHub.Sdk.Connecting;

/// <summary>Decides, for one long job, whether a break is worth another attempt, and waits for it.</summary>
internal sealed class Persistence(HubConnectionOptions options, TokenSource tokens, string what, TimeSpan? retryFor)
{
    // INTERNAL and UNKNOWN are how resets of a connection look, and how a fault of the hub looks; the latter does not go away.
    private const int DoubtfulAttempts = 8;

    private readonly ILogger _log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("SharingHub.Sdk");
    private int _attempt;
    private int _doubtful;
    private bool _tokenWasRefused;
    private long _brokenSince;

    /// <summary>The hub opened a stream, so it took the token. That alone does not make the work go on.</summary>
    public void Admitted() => _tokenWasRefused = false;

    /// <summary>Something got through: what comes now is a new trouble.</summary>
    public void Progress()
    {
        _attempt = _doubtful = 0;
        _tokenWasRefused = false;
    }

    /// <summary>Waits before another attempt.</summary>
    /// <exception cref="HubException">Another attempt would not help, or the time for it is over.</exception>
    public async Task AfterBreakAsync(HubException cause, CancellationToken cancel)
    {
        if (!IsWorthRetrying(cause))
            throw cause;
        if (_attempt++ == 0)
            _brokenSince = options.Time.GetTimestamp();
        var delay = Backoff.Delay(_attempt, options.FirstDelay, Random.Shared.NextDouble());
        if (retryFor is { } limit && options.Time.GetElapsedTime(_brokenSince) + delay > limit)
            throw cause;
        _log.StreamBroke(what, cause.StatusCode, cause.Message, _attempt, delay);
        options.OnBreak?.Invoke(new StreamBreak(what, cause.Message, _attempt, delay));
        await Task.Delay(delay, options.Time, cancel);
    }

    private bool IsWorthRetrying(HubException cause)
    {
        switch (cause.StatusCode)
        {
            case StatusCode.Unavailable or StatusCode.Aborted or StatusCode.Cancelled or StatusCode.DeadlineExceeded:
                return true;
            case StatusCode.ResourceExhausted:
                return cause.Reason == ErrorReason.LimitExceeded.ToName();
            case StatusCode.Internal or StatusCode.Unknown:
                return ++_doubtful < DoubtfulAttempts;
            case StatusCode.Unauthenticated when cause.Reason != ErrorReason.CertificateRequired.ToName() && cause.Reason != TokenSource.Refused:
                // A token can run out under way; a fresh one that is refused at once is no accident.
                if (_tokenWasRefused)
                    return false;
                tokens.ForgetAll();
                return _tokenWasRefused = true;
            default:
                return false;
        }
    }
}
