using System.Collections.Concurrent;
using SharingHub.V1;

namespace SharingHub.Hub.Federation.Importing;

/// <summary>The terms that a peer told of: what it sends has to be within them.</summary>
internal sealed class KnownTerms
{
    private readonly ConcurrentDictionary<(string Agreement, uint Revision), AgreementTerms> _terms = new();

    public void Learn(Agreement agreement) => _terms[(agreement.Id, agreement.Revision)] = agreement.Terms;

    public AgreementTerms? Find(string agreement, uint revision) => _terms.GetValueOrDefault((agreement, revision));
}
