using System.Diagnostics;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>
/// What a retailer said and agreed to, and so what an agency of the far hub may see: written down by who did it, and told from no hub.
/// </summary>
internal sealed class Truth(string agency)
{
    /// <summary>For how long the far hub uses what it has while it hears nothing.</summary>
    public static readonly TimeSpan StopAfter = TimeSpan.FromSeconds(12);

    /// <summary>What stopping may take beyond that on a machine that is busy.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<(RecordKind Kind, string Id), List<Said>> _said = [];
    private readonly List<Granted> _granted = [];

    public IReadOnlyList<(RecordKind Kind, string Id)> Records
    {
        get
        {
            lock (_lock)
                return [.. _said.Keys];
        }
    }

    public static RecordKind KindOf(IntelRecord record) => record.BodyCase == IntelRecord.BodyOneofCase.Listing ? RecordKind.Listing : RecordKind.SellerAccount;

    public Said Last((RecordKind, string) record)
    {
        lock (_lock)
            return _said[record][^1];
    }

    /// <summary>Before it is said: it may be seen while the call runs.</summary>
    public void Says(IntelRecord record)
    {
        lock (_lock)
        {
            if (!_said.TryGetValue((KindOf(record), record.Id), out var said))
                _said.Add((KindOf(record), record.Id), said = []);
            said.Add(new Said(record));
        }
    }

    /// <summary>After a later one was said.</summary>
    public void Replaced((RecordKind, string) record)
    {
        lock (_lock)
        {
            foreach (var said in _said[record].SkipLast(1))
                said.Until ??= Stopwatch.GetTimestamp();
        }
    }

    /// <summary>After all that was said of it was taken back.</summary>
    public void TookBack((RecordKind, string) record, bool expunged)
    {
        lock (_lock)
        {
            var last = _said[record][^1];
            last.Until ??= Stopwatch.GetTimestamp();
            last.Expunged |= expunged;
        }
    }

    /// <summary>Before it acts; what acted before stands until <see cref="Stopped"/>.</summary>
    public Granted Grants(Agreement agreement)
    {
        lock (_lock)
        {
            _granted.Add(new Granted(agreement));
            return _granted[^1];
        }
    }

    public void Stopped(Granted granted)
    {
        lock (_lock)
            granted.Until ??= Stopwatch.GetTimestamp();
    }

    /// <summary>What the agency may see once both hubs agree.</summary>
    public IReadOnlyDictionary<(RecordKind Kind, string Id), IntelRecord> Visible()
    {
        lock (_lock)
        {
            return _granted.LastOrDefault(g => g.Until is null) is not { } granted ? new Dictionary<(RecordKind, string), IntelRecord>()
                : _said.Where(s => s.Value[^1] is { Until: null, Record: var record } && granted.Lets(record, agency)).ToDictionary(s => s.Key, s => granted.ViewOf(s.Value[^1].Record));
        }
    }

    /// <summary>A view was allowed where it was made, not longer ago than the far hub may go on with what it knew.</summary>
    /// <param name="view">What the agency was shown.</param>
    /// <param name="since">A time not after it was shown.</param>
    public void ShouldAllow(RecordView view, long since)
    {
        var record = IntelRecord.Parser.ParseFrom(view.Record);
        var (origin, what) = (record.Origin, $"{view.Name.Contributor} {view.Name.Kind} {view.Name.Id}@{view.Name.Revision}");
        record.Origin = null;
        lock (_lock)
        {
            var said = _said.GetValueOrDefault((view.Name.Kind, view.Name.Id))?.Find(s => s.Record.Revision == view.Name.Revision).ShouldNotBeNull($"{what} was said");
            var granted = _granted.FindAll(g => (g.AgreementId, g.Revision) == (origin.AgreementId, origin.AgreementRevision));
            granted.ShouldNotBeEmpty($"{what} came under revision {origin.AgreementRevision}, which acted");
            granted[0].Lets(said!.Record, agency).ShouldBeTrue($"{what} came under revision {origin.AgreementRevision}, which lets it: {record} under {granted[0].Grant}");
            record.ShouldBe(granted[0].ViewOf(said.Record), $"{what} is masked as revision {origin.AgreementRevision} says");

            var oldest = since - (long)((StopAfter + Leeway).TotalSeconds * Stopwatch.Frequency);
            (said.Until ?? long.MaxValue).ShouldBeGreaterThan(oldest, $"{what} was still said");
            granted.ShouldContain(g => (g.Until ?? long.MaxValue) > oldest, $"{what} was still granted");
        }
    }
}
