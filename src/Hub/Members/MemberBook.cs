using Marten;
using Npgsql;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Members;

/// <summary>The current members. This is what other rooms ask.</summary>
internal sealed class MemberBook(RuleChanges changes, NpgsqlDataSource database, IDocumentStore store)
    : RuleCache<MemberState, MemberDirectory>("member_state", changes, database, store)
{
    protected override MemberDirectory Build(IEnumerable<(MemberState State, long Version)> states) => new(states.Select(s => s.State));
}
