using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Launcher.Operation;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>A retailer whose listings and seller accounts reach an agency, and the agreement that says so.</summary>
internal sealed record HubWithActiveAgreement(Party Provider, Party Recipient, Agreement Agreement);

/// <summary>Names the states that tests begin with, and makes them over the public interface.</summary>
internal sealed class Given(TheHub hub) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _lent = [];

    public Task<Party> RetailerAsync() => LendAsync(OperationRole.Retailer);

    public Task<Party> AgencyAsync() => LendAsync(OperationRole.Agency);

    public Task<Party> CarrierAsync() => LendAsync(OperationRole.Carrier);

    public Task<Party> AuditorAsync() => LendAsync(OperationRole.Auditor);

    /// <summary>Another hub, as a member.</summary>
    public Task<Party> PeerHubAsync() => LendAsync(OperationRole.PeerHub);

    /// <summary>Another client of a member's.</summary>
    public async Task<Party> SecondClientAsync(Party of)
    {
        var credential = hub.LendUnregistered(OperationRole.Retailer).Credential;
        await hub.Operator.Members.AddClientAsync(
            new AddClientRequest { MemberId = of.Id, ClientId = credential.ClientId, Certificate = await File.ReadAllTextAsync(credential.Certificate) });
        var party = new Party(hub, of.Id, credential);
        _lent.Add(party);
        return party;
    }

    /// <summary>A client that the token issuer knows and the hub does not.</summary>
    public Party Unregistered()
    {
        var party = hub.LendUnregistered(OperationRole.Carrier);
        _lent.Add(party);
        return party;
    }

    /// <summary>The same with a client that may ask for the purpose of peer hubs.</summary>
    public Party UnregisteredPeer()
    {
        var party = hub.LendUnregistered(OperationRole.PeerHub);
        _lent.Add(party);
        return party;
    }

    /// <summary>A bare connection to the gateway, or to a replica past it.</summary>
    public Line Line(X509Certificate2? certificate, Uri? address = null)
    {
        var line = new Line(hub, address ?? new Uri(hub.Ready.Gateway), certificate);
        _lent.Add(line);
        return line;
    }

    /// <summary>A retailer and an agency with one agreement in force: listings and seller accounts for border targeting, all fields, up to AMBER.</summary>
    public async Task<HubWithActiveAgreement> HubWithActiveAgreementAsync(Grant? grant = null)
    {
        var (provider, recipient) = (await RetailerAsync(), await AgencyAsync());
        return new HubWithActiveAgreement(provider, recipient, await AgreementAsync(provider, recipient, grant));
    }

    public static Task<Agreement> AgreementAsync(Party provider, Party recipient, Grant? grant = null) =>
        AgreementAsync(provider, recipient, Terms.Between(provider, recipient, grant ?? Terms.Grant()));

    public static async Task<Agreement> AgreementAsync(Party provider, Party recipient, AgreementTerms terms)
    {
        var proposed = await ProposalAsync(provider, terms);
        var signed = await recipient.Hub.Agreements.CountersignAsync(new CountersignRequest { AgreementId = proposed.Id, Revision = proposed.Revision });
        signed.Agreement.Status.ShouldBe(AgreementStatus.InForce);
        return signed.Agreement;
    }

    public static async Task<Agreement> ProposalAsync(Party proposer, AgreementTerms terms) =>
        (await proposer.Hub.Agreements.ProposeAsync(new ProposeRequest { Terms = terms })).Agreement;

    /// <summary>Records that are accepted and have their place in the ledger.</summary>
    public Task<IReadOnlyList<SubmitResult>> RecordsAsync(Party contributor, params IEnumerable<IntelRecord> records) =>
        RecordBytesAsync(contributor, records.Select(r => r.ToByteString()));

    public async Task<IReadOnlyList<SubmitResult>> RecordBytesAsync(Party contributor, IEnumerable<ByteString> records)
    {
        var results = (await contributor.SubmitAsync(records)).Results;
        results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
        await hub.SequencedAsync(results.Select(r => r.Receipt.EventId));
        return results;
    }

    public async Task RetractedAsync(Party contributor, RecordKind kind, string id, string reason = "It was wrong.")
    {
        var answer = await contributor.Hub.Intake.RetractAsync(
            new RetractRequest { Name = new RecordName { Kind = kind, Id = id }, Reason = reason });
        await hub.SequencedAsync([answer.Receipt.EventId]);
    }

    public static Task TerminatedAsync(Party party, Agreement agreement, string reason = "It has served its end.") =>
        party.Hub.Agreements.TerminateAsync(new TerminateRequest { AgreementId = agreement.Id, Reason = reason }).ResponseAsync;

    public async Task SuspendedAsync(Party party) =>
        await hub.Operator.Members.SuspendAsync(new SuspendRequest { Id = party.Id, Reason = "A test suspends it." });

    /// <summary>A watch that has caught up: what it gets from now on is new.</summary>
    public async Task<Watch> WatchAsync(Party recipient, RecordQuery? query = null, string cursor = "")
    {
        var watch = Open(recipient, query, cursor);
        await watch.CaughtUpAsync();
        return watch;
    }

    public Watch Open(Party recipient, RecordQuery? query = null, string cursor = "", uint pageSize = 0)
    {
        var watch = new Watch(recipient, new SubscribeRequest { Query = query ?? Terms.Query(), Cursor = cursor, PageSize = pageSize });
        _lent.Add(watch);
        return watch;
    }

    /// <summary>History as an auditor replays it now.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(ReplayRequest request, Party? auditor = null)
    {
        using var call = (auditor ?? await AuditorAsync()).Hub.Audit.Replay(request);
        var events = new List<HistoryEvent>();
        HistoryEnd? end = null;
        while (await call.ResponseStream.MoveNext(default))
        {
            events.AddRange(call.ResponseStream.Current.Page?.Events ?? []);
            end ??= call.ResponseStream.Current.End;
        }

        end.ShouldNotBeNull().Events.ShouldBe((ulong)events.Count);
        return events;
    }

    /// <summary>The database's clock, by which agreements begin and end.</summary>
    public async Task<Timestamp> InAsync(TimeSpan time)
    {
        await using var command = hub.Database.CreateCommand("select clock_timestamp()");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetFieldValue<DateTimeOffset>(0) + time).ToTimestamp();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_lent))
            await one.DisposeAsync();
    }

    private async Task<Party> LendAsync(OperationRole role)
    {
        var party = await hub.LendAsync(role);
        _lent.Add(party);
        return party;
    }
}
