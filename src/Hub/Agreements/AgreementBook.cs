using Marten;
using Npgsql;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Agreements;

/// <summary>The current agreements. This is what other rooms ask.</summary>
internal sealed class AgreementBook(RuleChanges changes, NpgsqlDataSource database, IDocumentStore store)
    : RuleCache<AgreementState, AgreementDirectory>("agreement_state", changes, database, store)
{
    protected override AgreementDirectory Build(IEnumerable<(AgreementState State, long Version)> states) => new([.. states]);
}
