using Google.Protobuf;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Disclosure.NonInterference;

/// <summary>The recipient, and all that it was ever told, as text in which two histories can be compared. No word of it may be one that was to stay hidden.</summary>
internal sealed class Listener(Party party, Party[] providers)
{
    /// <summary>What every text that the recipient may not see begins with.</summary>
    public const string Hidden = LogCheck.Canary + "-hidden";

    private readonly List<string> _heard = [];
    private readonly Names _names = new(party, providers);
    private readonly List<string> _cursors = [];

    public Party Party => party;

    public string Heard => string.Join('\n', _heard);

    /// <summary>Views that came.</summary>
    public int Records { get; private set; }

    public void Know(string agreementId) => _names.Know(agreementId);

    /// <summary>Goes on from where it was: pages, notices, what ended, until it has caught up.</summary>
    public async Task LookAsync()
    {
        using var call = party.Hub.Disclosure.Subscribe(
            new SubscribeRequest { Query = Terms.Query(), Cursor = _cursors.LastOrDefault(""), PageSize = 2 }, deadline: DateTime.UtcNow + Line.Patience);
        while (true)
        {
            (await call.ResponseStream.MoveNext(default)).ShouldBeTrue("a stream ends with a marker and a status");
            var next = call.ResponseStream.Current;
            if (next.Heartbeat is not null)
                continue;
            Hear(next);
            Records += next.Page?.Views.Count ?? 0;
            var cursor = next.CaughtUp?.Cursor ?? next.End?.Cursor;
            if (cursor is null)
                continue;
            _cursors.Add(cursor);
            return;
        }
    }

    /// <summary>Every other question that it may put, of records that there are and of ones that there are not.</summary>
    public async Task AskEverythingAsync(IEnumerable<(int Provider, RecordKind Kind, string Id)> records)
    {
        foreach (var pageSize in new uint[] { 1, 3, 0 })
            await PullAsync("", pageSize);
        await PullAsync(_cursors[_cursors.Count / 2], 2);
        await AskAsync(() => party.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.BorderTargeting }));
        await AskAsync(() => party.Hub.Disclosure.ListCatalogAsync(new ListCatalogRequest { Purpose = Purpose.CriminalInvestigation }));
        await AskAsync(() => party.Hub.Agreements.ListAsync(new AgreementServiceListRequest()));
        foreach (var (provider, kind, id) in records.Concat([(0, RecordKind.Listing, "hidden-0"), (0, RecordKind.Listing, "hidden-1"), (1, RecordKind.InventoryHold, "none")]))
        {
            var name = new RecordName { Contributor = providers[provider].Id, Kind = kind, Id = id };
            await AskAsync(() => party.Hub.Disclosure.GetAsync(new GetRequest { Purpose = Purpose.BorderTargeting, Name = name }));
            await AskAsync(() => party.Hub.Agreements.ExplainAsync(new ExplainRequest { Recipient = party.Id, Purpose = Purpose.BorderTargeting, Name = name }));
            await AskAsync(() => party.Hub.Disclosure.ListAcknowledgementsAsync(new ListAcknowledgementsRequest { Name = name }));
        }
    }

    private async Task PullAsync(string cursor, uint pageSize)
    {
        using var call = party.Hub.Disclosure.Pull(
            new PullRequest { Query = Terms.Query(), Cursor = cursor, PageSize = pageSize }, deadline: DateTime.UtcNow + Line.Patience);
        while (await call.ResponseStream.MoveNext(default))
        {
            if (call.ResponseStream.Current.Heartbeat is null)
                Hear(call.ResponseStream.Current);
        }
    }

    private async Task AskAsync<T>(Func<AsyncUnaryCall<T>> ask)
        where T : IMessage
    {
        try
        {
            Hear(await ask());
        }
        catch (RpcException refused)
        {
            Hear(refused.Whole());
        }
    }

    private void Hear(IMessage message)
    {
        // As bytes too: a record is bytes within the message, which its text would hide.
        System.Text.Encoding.Latin1.GetString(message.ToByteArray()).ShouldNotContain(Hidden);
        Hear($"{message.Descriptor.Name} {message}");
    }

    private void Hear(string said)
    {
        said.ShouldNotContain(Hidden);
        _heard.Add(_names.Out(said));
    }
}
