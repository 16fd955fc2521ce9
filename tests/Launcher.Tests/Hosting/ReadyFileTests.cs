using System.Text.Json.Nodes;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Launcher.Tests.Hosting;

public sealed class ReadyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly ReadyFile Example = new()
    {
        Gateway = "https://localhost:7443",
        Ca = "/data/pki/ca.pem",
        TokenEndpoint = "https://localhost:7443/connect/token",
        Ledger = "https://localhost:7443/ledger/",
        LedgerVkey = "localhost/ledger/0+456edd6e+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp",
        WitnessVkey = "localhost/ledger/0/witness+8afdd0e1+BOyHPg7gxMrTdayC0MESWsnLuRR2N0iYcNyjApkcd3Re",
        Operator = new ReadyClient("operator", "/data/o.pem", "/data/o.key"),
        Members = new Dictionary<string, ReadyClient> { ["customs"] = new("customs-main", "/data/c.pem", "/data/c.key") },
    };

    [Fact]
    public void It_has_the_names_that_clients_in_any_language_rely_on()
    {
        Example.Write(folder.Path);

        var expected = """
            {
              "gateway": "https://localhost:7443",
              "ca": "/data/pki/ca.pem",
              "token_endpoint": "https://localhost:7443/connect/token",
              "ledger": "https://localhost:7443/ledger/",
              "ledger_vkey": "localhost/ledger/0+456edd6e+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp",
              "witness_vkey": "localhost/ledger/0/witness+8afdd0e1+BOyHPg7gxMrTdayC0MESWsnLuRR2N0iYcNyjApkcd3Re",
              "operator": {"client_id": "operator", "certificate": "/data/o.pem", "key": "/data/o.key"},
              "members": {"customs": {"client_id": "customs-main", "certificate": "/data/c.pem", "key": "/data/c.key"}}
            }
            """;
        JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(ReadyFile.PathIn(folder.Path))), JsonNode.Parse(expected)).ShouldBeTrue();
    }

    [Fact]
    public void It_reads_as_it_was_written()
    {
        Example.Write(folder.Path);

        var read = ReadyFile.Read(folder.Path);

        read.Gateway.ShouldBe(Example.Gateway);
        read.Operator.ShouldBe(Example.Operator);
        read.Members["customs"].ShouldBe(Example.Members["customs"]);
    }

    [Fact]
    public void Nothing_else_is_left_beside_it()
    {
        Example.Write(folder.Path);
        Example.Write(folder.Path);
        Directory.GetFiles(folder.Path).ShouldBe([ReadyFile.PathIn(folder.Path)]);

        ReadyFile.Remove(folder.Path);
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();
}
