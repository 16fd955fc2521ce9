using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>The terms that a peer told of: what it sends has to be within them. Of agreements that stand, as many as one peer may have.</summary>
/// <param name="most">How many agreements.</param>
internal sealed class KnownTerms(int most)
{
    /// <summary>A page that is older than so many changes of its agreement is decided anew instead of looked at.</summary>
    private const int MostRevisions = 8;

    /// <summary>Of all of them together, serialised: several times what a thousand agreements of every kind of record take.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedList<uint, AgreementTerms>> _terms = new(StringComparer.Ordinal);
    private long _bytes;

    /// <exception cref="PeerRefusedException">There are too many, or a revision has other terms than before.</exception>
    public void Learn(Agreement agreement)
    {
        lock (_lock)
        {
            if (!_terms.TryGetValue(agreement.Id, out var revisions))
            {
                Require(_terms.Count < most, $"It has more than {most} agreements with this hub that stand (Federation:MostAgreements).");
                _terms.Add(agreement.Id, revisions = []);
            }

            if (revisions.TryGetValue(agreement.Revision, out var told))
            {
                Require(told.Equals(agreement.Terms), $"It tells revision {agreement.Revision} of agreement {agreement.Id} with other terms than before.");
                return;
            }

            revisions.Add(agreement.Revision, agreement.Terms);
            _bytes += agreement.Terms.CalculateSize();
            if (revisions.Count > MostRevisions)
            {
                _bytes -= revisions.GetValueAtIndex(0).CalculateSize();
                revisions.RemoveAt(0);
            }

            Require(_bytes <= MostBytes, $"The terms of its agreements with this hub take more than {MostBytes} bytes.");
        }
    }

    /// <summary>It ended: nothing more comes under it.</summary>
    public void Forget(string agreement)
    {
        lock (_lock)
        {
            if (_terms.Remove(agreement, out var revisions))
            {
                _bytes -= revisions.Values.Sum(r => (long)r.CalculateSize());
            }
        }
    }

    public AgreementTerms? Find(string agreement, uint revision)
    {
        lock (_lock)
        {
            return _terms.GetValueOrDefault(agreement)?.GetValueOrDefault(revision);
        }
    }

    /// <summary>Whether the peer told of a later revision, and maybe not of this one: changes in quick succession are told as one.</summary>
    public bool IsPast(string agreement, uint revision)
    {
        lock (_lock)
        {
            return _terms.GetValueOrDefault(agreement)?.Keys is { Count: > 0 } known && known[^1] > revision;
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new PeerRefusedException(otherwise);
        }
    }
}
