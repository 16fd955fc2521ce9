using SharingHub.Federation.V1;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Sdk;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Signing;

namespace SharingHub.Hub.Federation.Following;

/// <summary>
/// This hub as a witness of a peer's log: each checkpoint that continues what was seen before is cosigned and handed to the peer. The signer keeps by itself what it cosigned,
/// for all replicas and whatever becomes of this hub's database.
/// </summary>
internal sealed class PeerWitness(HubConnection hub, FollowedLog log, SignerClient signer)
{
    /// <summary>What the signer cosigned last, as far as is known here: it says otherwise itself.</summary>
    private long _cosigned;

    private long _given;

    /// <summary>Cosigns the newest checkpoint, unless it was before.</summary>
    /// <exception cref="PeerRefusedException">It does not continue what was seen or cosigned before.</exception>
    /// <exception cref="HttpRequestException">The signer does not answer.</exception>
    /// <exception cref="HubException">The peer does not take it.</exception>
    public async Task CosignAsync(CancellationToken stop)
    {
        if (await log.LookAsync(stop) is not { Size: > 0 } newest || newest.Size == _given)
        {
            return;
        }

        var answer = await AskAsync(newest, stop);
        if (answer.LastSize is { } last)
        {
            _cosigned = last;
            // Another replica may have had a newer one cosigned since this one was looked at. No older one is the newest after that.
            newest = last > newest.Size ? await log.LookAsync(stop) ?? newest : newest;
            if (last > newest.Size)
            {
                throw new PeerRefusedException($"Its log shrank: it has {newest.Size} entries, and this hub cosigned {last} before.");
            }

            answer = await AskAsync(newest, stop);
        }

        if (answer.LastSize is not null)
        {
            return;
        }

        var cosignatures = answer.Signatures
            ?? throw new PeerRefusedException($"Its log forked: the one of {newest.Size} entries does not continue the one of {_cosigned} that this hub cosigned before.");
        _cosigned = newest.Size;
        await hub.Federation.CosignAsync(
            new CosignRequest { Size = (ulong)newest.Size, Cosignatures = string.Concat(cosignatures.Select(c => c.ToLine())) }, cancellationToken: stop);
        _given = newest.Size;
    }

    private async Task<SignerAnswer> AskAsync(Checkpoint newest, CancellationToken stop)
    {
        var from = Math.Min(_cosigned, newest.Size);
        try
        {
            return await signer.CosignAsync(new SignRequest(from, await log.ContinuationAsync(from, newest.Size, stop), newest), stop);
        }
        catch (FormatException)
        {
            throw new PeerRefusedException($"The tiles of its log of {newest.Size} entries cannot be read.");
        }
    }
}
