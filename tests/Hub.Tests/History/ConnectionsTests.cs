using Npgsql;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Tests.History;

public sealed class ConnectionsTests
{
    [Fact]
    public async Task No_plan_of_the_hubs_walks_over_a_whole_table_unless_its_operator_says_so()
    {
        await using var connections = HistoryRoom.Connections("Host=db.example;Database=hub;Options=-c enable_seqscan=on");

        new NpgsqlConnectionStringBuilder(connections.ConnectionString).Options
            .ShouldBe("-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=on");
    }
}
