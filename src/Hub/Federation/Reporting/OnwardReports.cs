using System.Collections.Frozen;
using SharingHub.Federation.V1;
using SharingHub.Hub.Federation.Carrying;
using SharingHub.Hub.Federation.Following;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger.Publishing;
using SharingHub.Hub.Ledger.Serving;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Reporting;

/// <summary>Shows a peer what became of its records here: the receipts of this hub's own events about them, once a checkpoint covers them.</summary>
internal sealed class OnwardReports(OwnEvents events, Receipts receipts, CheckpointStore checkpoints, FollowedPeers followed)
{
    /// <summary>As many as the contract takes.</summary>
    private const int Most = 100;

    /// <summary>Half of what a hub reads as one message, in bytes: a single receipt is a quarter of it at most.</summary>
    private const int MostBytes = 2 * 1024 * 1024;

    /// <summary>What an auditor may open of a disclosure is the whole of it, and of a record nothing: exactly what is to be shown.</summary>
    private static readonly Caller Self = new(
        "federation", MemberRole.Auditor, CarriedAgreements.Actor, "", "", FrozenSet<Purpose>.Empty, DateTimeOffset.MaxValue);

    /// <summary>Reports what waits.</summary>
    /// <param name="reported">The ledger index up to which it was done before; -1 before the first time.</param>
    /// <returns>Up to which it is done now.</returns>
    public async Task<long> RunAsync(HubConnection hub, string peer, long reported, CancellationToken stop)
    {
        while (true)
        {
            var covered = (await checkpoints.ForAsync(Self, stop))?.Head.Size ?? 0;
            var found = await events.FindAsync(peer, reported, covered, Most, stop);
            if (found.Count == 0)
            {
                return Math.Max(reported, covered - 1);
            }

            var answers = await receipts.OfAsync([.. found.Select(f => f.Id)], Self, stop);
            var request = new ReportRequest();
            var bytes = 0;
            foreach (var ((index, _), answer) in found.Zip(answers))
            {
                var receipt = answer.Receipt ?? throw answer.Refusal!.ToException();
                if (request.Receipts.Count > 0 && (bytes += receipt.CalculateSize()) > MostBytes)
                {
                    break;
                }

                request.Receipts.Add(receipt);
                reported = index;
            }

            await hub.Federation.ReportAsync(request, cancellationToken: stop);
            await followed.ReportedAsync(peer, reported, stop);
        }
    }
}
