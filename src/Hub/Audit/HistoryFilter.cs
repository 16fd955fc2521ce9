using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Audit;

/// <summary>Which events a replay asks for. Empty parts ask for all.</summary>
internal sealed class HistoryFilter
{
    private readonly ReplayRequest _request;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;

    public HistoryFilter(ReplayRequest request)
    {
        var found = new Violations();
        found.When(request is { HasToIndex: true } && request.ToIndex < request.FromIndex, "to_index", "must not be before from_index");
        found.When(request.FromIndex > long.MaxValue, "from_index", "must be a ledger index");
        found.When(request.FromTime is { } from && !Instants.Exists(from), "from_time", Instants.Rule);
        found.When(request.ToTime is { } to && !Instants.Exists(to), "to_time", Instants.Rule);
        found.Throw();
        _request = request;
        _from = request.FromTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue;
        _to = request.ToTime?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;
    }

    public bool Admits(SequencedEvent one) =>
        one.SequencedAt >= _from && one.SequencedAt < _to
        && (_request.Members.Count == 0 || _request.Members.Contains(one.Member))
        && (_request.Types_.Count == 0 || _request.Types_.Contains(one.Type))
        && (_request.Stream.Length == 0 || _request.Stream == one.Stream);
}
