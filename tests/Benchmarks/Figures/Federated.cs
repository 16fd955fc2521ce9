using System.Diagnostics;
using Npgsql;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Profiling;
using SharingHub.Benchmarks.Running;
using SharingHub.Federation.V1;
using SharingHub.Launcher.Demo.Federation;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Seed;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// What a pass moves, from one hub to another that was away, each with a PostgreSQL of its own on this machine: from the moment when it may go on until all of it is
/// held there, checked and readable; beside a pull of the same by the peer's own client. Then the time from the call that ends the agreement at the origin to
/// the end of a far member's watch.
/// </summary>
internal sealed class Federated(params Comparison[] beside) : Line("federated", "across two hubs", beside)
{
    public const string Pulled = "pulled records/s", Silence = "silence ms";

    private const string Contributor = "kaufhaus", Recipient = "customs";
    private const int Together = 100, Window = 2000;

    /// <summary>A tenth crosses before: what is measured is no program that has just started.</summary>
    private const int Before = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static RecordQuery OfPeer => new() { Purpose = Purpose.OnwardSharing };

    private static RecordQuery Query => new() { Purpose = Purpose.BorderTargeting };

    // Two hubs of its own, which take memory and start for half a minute.
    public override bool IsApart => true;

    public override TimeSpan Patience => TimeSpan.FromMinutes(10);

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var stage = pass.Stage;
        var folder = DataFolder.MakeTemporary();
        try
        {
            await using var hubs = await TwoHubs.StartAsync(folder, durable: true, stage.Says, cancellation);
            await Durability.RequireAsync(hubs.Eu, cancellation);
            await Durability.RequireAsync(hubs.Us, cancellation);
            return await MeasureAsync(pass, hubs, cancellation);
        }
        finally
        {
            DataFolder.Delete(folder);
        }
    }

    private static async Task<IReadOnlyList<Reading>> MeasureAsync(Pass pass, TwoHubs hubs, CancellationToken cancellation)
    {
        await using var contributor = OperationSeed.Connect(hubs.Eu.Ready, hubs.Eu.Ready.Members[Contributor]);
        await using var peer = OperationSeed.Connect(hubs.Eu.Ready, hubs.Eu.Ready.Members[TwoHubs.Far]);
        await using var recipient = OperationSeed.Connect(hubs.Us.Ready, hubs.Us.Ready.Members[Recipient]);
        await using var far = OperationSeed.Connect(hubs.Us.Ready, hubs.Us.Ready.Operator);
        await hubs.IntroduceAsync(cancellation);
        var agreement = await AgreeAsync(contributor, peer, recipient, cancellation);
        var workload = await pass.Stage.WorkloadAsync(cancellation);
        var before = workload.Make(pass.Stage.Records / Before, pass.Stage.NextTag());
        await Submission.RunAsync(contributor, before, Together, Window, cancellation);
        await CrossAsync(far, before.Count, cancellation);
        await Pulling.RunAsync(peer, OfPeer, 0, before.Count, cancellation);
        await far.Members.SuspendAsync(new SuspendRequest { Id = TwoHubs.Origin, Reason = "away" }, cancellationToken: cancellation);

        var records = workload.Make(pass.Stage.Records, pass.Stage.NextTag());
        var all = before.Count + records.Count;
        await Submission.RunAsync(contributor, records, Together, Window, cancellation);
        await using (var database = NpgsqlDataSource.Create(hubs.Eu.HubDatabase))
            await Checkpoints.CoverAsync(database, cancellation);
        var pulled = await Pulling.RunAsync(peer, OfPeer, 0, all, cancellation);
        var crossed = await pass.MeasureAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            await far.Members.ReinstateAsync(new ReinstateRequest { Id = TwoHubs.Origin, Reason = "back" }, cancellationToken: cancellation);
            await CrossAsync(far, all, cancellation);
            return Stopwatch.GetElapsedTime(began);
        }, [.. Processes(hubs)]);
        await Pulling.RunAsync(recipient, Query, 0, all, cancellation);
        var silence = await EndAsync(contributor, recipient, agreement, cancellation);
        return [Metrics.PerSecond(records.Count, crossed), new(Pulled, all / pulled.TotalSeconds), new(Silence, silence.TotalMilliseconds)];
    }

    /// <summary>Until so many records crossed. Over one connection: a token and a handshake for each look would be charged to what is measured.</summary>
    private static async Task CrossAsync(HubConnection far, int records, CancellationToken cancellation)
    {
        while ((await far.Peering.ListAsync(new ListRequest(), cancellationToken: cancellation)).Peers.Single().Records < (ulong)records)
            await Task.Delay(Pause, cancellation);
    }

    private static IEnumerable<(string Part, int Process)> Processes(TwoHubs hubs) =>
    [
        (ProcessorTime.Hub, hubs.Eu.Hubs[0].ProcessId), (ProcessorTime.Postgres, hubs.Eu.Cluster!.Server.ProcessId),
        (ProcessorTime.FarHub, hubs.Us.Hubs[0].ProcessId), (ProcessorTime.FarPostgres, hubs.Us.Cluster!.Server.ProcessId),
        .. new[] { hubs.Eu, hubs.Us }.SelectMany(hub => new[] { (ProcessorTime.Gateway, hub.Gateway.ProcessId), (ProcessorTime.Signer, hub.Signer.ProcessId), (ProcessorTime.Identity, hub.Identity.ProcessId) }),
    ];

    /// <returns>The id at the origin.</returns>
    private static async Task<string> AgreeAsync(HubConnection contributor, HubConnection peer, HubConnection recipient, CancellationToken cancellation)
    {
        var masked = OperationAgreements.Read(FieldClass.Personal, FieldClass.Sensitive);
        var grant = OperationAgreements.Grant(Enum.GetValues<RecordKind>()[1..], [Purpose.OnwardSharing], Tlp.Red, masked, null);
        grant.Onward = OnwardRule.Named;
        grant.OnwardGrants.Add(new OnwardGrant { Members = { $"{Recipient}@{TwoHubs.Far}" }, Purposes = { Purpose.BorderTargeting }, Read = OperationAgreements.Read() });
        var terms = new AgreementTerms { Provider = Contributor, Recipients = { TwoHubs.Far }, Grants = { grant } };
        var proposed = (await contributor.Agreements.ProposeAsync(new ProposeRequest { Terms = terms }, cancellationToken: cancellation)).Agreement;
        await peer.Agreements.CountersignAsync(new CountersignRequest { AgreementId = proposed.Id, Revision = proposed.Revision }, cancellationToken: cancellation);
        while (true)
        {
            var carried = (await recipient.Agreements.ListAsync(new AgreementServiceListRequest(), cancellationToken: cancellation)).Agreements.SingleOrDefault();
            if (carried is not null)
            {
                await recipient.Agreements.CountersignAsync(new CountersignRequest { AgreementId = carried.Id, Revision = carried.Revision }, cancellationToken: cancellation);
                return proposed.Id;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <returns>From the call at the origin to the last byte of the far watch.</returns>
    private static async Task<TimeSpan> EndAsync(HubConnection contributor, HubConnection recipient, string agreement, CancellationToken cancellation)
    {
        using var watch = recipient.Disclosure.Subscribe(new SubscribeRequest { Query = Query }, cancellationToken: cancellation);
        var (began, end) = (0L, (End?)null);
        try
        {
            while (await watch.ResponseStream.MoveNext(cancellation))
            {
                if (watch.ResponseStream.Current.CaughtUp is not null && began == 0)
                {
                    began = Stopwatch.GetTimestamp();
                    await contributor.Agreements.TerminateAsync(new TerminateRequest { AgreementId = agreement, Reason = "end of the line" }, cancellationToken: cancellation);
                }

                end = watch.ResponseStream.Current.End;
            }
        }
        catch (HubException) when (end is not null)
        {
            // After the end marker comes the status, which says once more that access has ended.
        }

        var took = Stopwatch.GetElapsedTime(began);
        return end?.Reason == EndReason.AgreementEnded
            ? took
            : throw new MeasurementException($"the far watch ended with {end?.Reason.ToString() ?? "no end marker"}");
    }
}
