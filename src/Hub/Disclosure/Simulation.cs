using Google.Protobuf.Collections;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Ledger;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Decides on each record twice, as it is and as it would be, and counts what differs.</summary>
internal sealed class Simulation
{
    private const int Samples = 5;

    private readonly (string Recipient, Purpose Purpose, Entitlement Now, Entitlement Would)[] _readers;
    private readonly Dictionary<(string Recipient, Purpose Purpose, RecordKind Kind), SimulatedChange> _changes = [];
    private readonly Sharing _now;
    private readonly Sharing _would;
    private ulong _records;

    /// <param name="held">The terms that the draft would replace, if any: their recipients, purposes and kinds count too.</param>
    public Simulation(Sharing now, Sharing would, AgreementTerms draft, AgreementTerms? held)
    {
        (_now, _would) = (now, would);
        AgreementTerms[] both = held is null ? [draft] : [draft, held];
        _readers =
        [
            .. from recipient in both.SelectMany(t => t.Recipients).Distinct().Order(StringComparer.Ordinal)
               from purpose in Enum.GetValues<Purpose>().Where(p => p != Purpose.Unspecified)
               select (recipient, purpose, now.EntitlementOf(recipient, purpose), would.EntitlementOf(recipient, purpose)),
        ];
        Sources = [.. Enum.GetValues<RecordKind>().Where(k => k != RecordKind.Unspecified).Select(k => $"{draft.Provider}/{KindNames.Of(k)}")];
    }

    /// <summary>The records to look at: all of the provider's, since a prohibition may touch what other agreements grant.</summary>
    public string[] Sources { get; }

    public void Look(SequencedEvent act)
    {
        if (PageReader.FactsOf(act) is not { Record: not null } record)
        {
            return;
        }

        _records++;
        var facts = record.Facts;
        foreach (var (recipient, purpose, now, would) in _readers)
        {
            var (before, after) = (_now.Decide(now, facts), _would.Decide(would, facts));
            if (before is null && after is null)
            {
                continue;
            }

            var id = StreamKeys.ParseRecord(act.Stream).Id;
            if (before is null)
            {
                var change = ChangeOf(recipient, purpose, facts.Kind);
                change.NewlyVisible++;
                Sample(change.VisibleSamples, id);
            }
            else if (after is null)
            {
                var change = ChangeOf(recipient, purpose, facts.Kind);
                change.NewlyHidden++;
                Sample(change.HiddenSamples, id);
            }
            else if (!before.Mask.Withheld(facts.Kind).SequenceEqual(after.Mask.Withheld(facts.Kind), StringComparer.Ordinal))
            {
                var change = ChangeOf(recipient, purpose, facts.Kind);
                change.NewlyMasked++;
                Sample(change.MaskedSamples, id);
            }
        }
    }

    public SimulateResponse Answer()
    {
        var response = new SimulateResponse { Records = _records };
        response.Changes.AddRange(_changes.OrderBy(c => c.Key.Recipient, StringComparer.Ordinal).ThenBy(c => c.Key.Purpose).ThenBy(c => c.Key.Kind).Select(c => c.Value));
        return response;
    }

    private SimulatedChange ChangeOf(string recipient, Purpose purpose, RecordKind kind)
    {
        if (!_changes.TryGetValue((recipient, purpose, kind), out var change))
        {
            _changes[(recipient, purpose, kind)] = change = new SimulatedChange { Recipient = recipient, Purpose = purpose, Kind = kind };
        }

        return change;
    }

    private static void Sample(RepeatedField<string> samples, string id)
    {
        if (samples.Count < Samples)
        {
            samples.Add(id);
        }
    }
}
