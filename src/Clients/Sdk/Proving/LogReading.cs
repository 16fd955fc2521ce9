using System.Net;
using Grpc.Core;

namespace SharingHub.Sdk.Proving;

/// <summary>Reading the ledger's log as files. Nothing of it is checked here.</summary>
public static class LogReading
{
    /// <summary>Gets a file of the log. Where the gateway says that this member asks too often, it waits as long as it is told.</summary>
    /// <param name="hub">The connection; a log's files are for anyone, so no token is sent.</param>
    /// <param name="path"><c>checkpoint</c>, <c>log.vkey</c> or <c>tile/…</c>.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The bytes; null if there is no such file.</returns>
    /// <exception cref="HubException">UNAVAILABLE: the hub does not answer, or not as it must.</exception>
    public static async Task<byte[]?> ReadLogFileAsync(this HubConnection hub, string path, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        try
        {
            while (true)
            {
                using var answer = await hub.Files.GetAsync(new Uri(hub.Options.Gateway, $"/ledger/{path}"), cancel);
                if (answer.StatusCode == HttpStatusCode.NotFound)
                    return null;
                if (answer.IsSuccessStatusCode)
                    return await answer.Content.ReadAsByteArrayAsync(cancel);
                // A large log has more files than a member may ask for at once; the gateway says when to go on.
                if (answer is not { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter.Delta: { } wait })
                    throw new HubException(StatusCode.Unavailable, "", $"The hub answered {(int)answer.StatusCode} for the log's {path}.");
                await Task.Delay(wait, cancel);
            }
        }
        catch (HttpRequestException error)
        {
            throw new HubException(StatusCode.Unavailable, "", $"The log's {path} cannot be read: {error.Message}");
        }
    }
}
