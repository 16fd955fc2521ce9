using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using SharingHub.Hub.Members;
using SharingHub.Verification.Checkpoints;

namespace SharingHub.Hub.Hosting;

/// <summary>Looks at all settings before anything starts, and says everything that is wrong with them at once.</summary>
internal static class SettingsCheck
{
    /// <summary>EX_CONFIG of sysexits.h, as the gateway says it.</summary>
    public const int WrongSettings = 78;

    /// <summary>A peer that is there is heard of every three seconds: what it shares would stop and go on without end.</summary>
    private static readonly TimeSpan LeastStopAfter = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<string> Problems(IConfiguration configuration)
    {
        var problems = new List<string>();
        var database = configuration.GetConnectionString("Hub");
        Expect(problems, "ConnectionStrings:Hub", database, IsConnectionString, "must be the database's connection string, e.g. Host=db;Database=hub");
        if (configuration.GetConnectionString("HubOwner") is { } owner)
        {
            Expect(problems, "ConnectionStrings:HubOwner", owner, o => IsConnectionString(o) && o != database, "must be the connection string of the same database as another role, its owner, or absent");
        }

        if (configuration.GetConnectionString("Keys") is { } keys)
        {
            Expect(problems, "ConnectionStrings:Keys", keys, k => IsConnectionString(k) && k != database, "must be the connection string of a database apart from the hub's, or absent");
        }

        var hub = configuration.GetSection(HubOptions.Section);
        Expect(problems, "Hub:Listen", hub["Listen"], IsHttps, "must be an https address with an IP and a port, e.g. https://127.0.0.1:7500");
        Expect(problems, "Hub:CertificateKey", hub["CertificateKey"], File.Exists, "must be a PEM file with the server's key");
        foreach (var key in new[] { "Certificate", "ClientCa", "GatewayCertificate" })
        {
            Expect(problems, $"Hub:{key}", hub[key], IsCertificate, "must be a PEM file with a certificate");
        }

        var issuer = configuration.GetSection(IssuerOptions.Section);
        Expect(problems, "Hub:Issuer:Authority", issuer["Authority"], _ => true, "must be the token issuer's name, exactly as its tokens state it");
        if (issuer["TrustedCa"] is { } trusted)
        {
            Expect(problems, "Hub:Issuer:TrustedCa", trusted, IsCertificate, "must be a PEM file with a certificate");
        }

        var ledger = hub.GetSection("Ledger");
        Expect(problems, "Hub:Ledger:Origin", ledger["Origin"], IsKeyName, "must be the log's name, e.g. hub.example/ledger/0, without spaces and plus signs");
        Expect(problems, "Hub:Ledger:Signer", ledger["Signer"], IsHttps, "must be the signer's https address with an IP and a port, e.g. https://127.0.0.1:7600");
        Expect(problems, "Hub:Ledger:SignerCa", ledger["SignerCa"], IsCertificate, "must be a PEM file with the authority of the signer's certificate");

        if (ledger["Witnesses"] is { } witnesses)
        {
            Expect(problems, "Hub:Ledger:Witnesses", witnesses, IsPolicy, "must be a C2SP tlog-policy file whose witnesses have addresses, or absent");
        }

        if (ledger["WitnessCa"] is { } witnessCa)
        {
            Expect(problems, "Hub:Ledger:WitnessCa", witnessCa, IsCertificate, "must be a PEM file with a certificate");
        }

        if (ledger["EvidenceLimit"] is { } limit)
        {
            Expect(problems, "Hub:Ledger:EvidenceLimit", limit, text => TimeOf(text) > TimeSpan.Zero, "must be a time, e.g. 04:00:00");
        }

        if (configuration["Federation:StopAfter"] is { } stopAfter)
        {
            Expect(
                problems, "Federation:StopAfter", stopAfter, text => TimeOf(text) >= LeastStopAfter,
                $"must be a time of {LeastStopAfter:c} or more, e.g. 01:00:00: a peer that is there is heard of every few seconds");
        }

        foreach (var peer in configuration.GetSection("Federation:Peers").GetChildren())
        {
            Expect(problems, $"{peer.Path}:ClientId", peer["ClientId"], _ => true, "must be this hub's client at the peer's token issuer");
            Expect(problems, $"{peer.Path}:Certificate", peer["Certificate"], IsCertificate, "must be a PEM file with that client's certificate");
            Expect(problems, $"{peer.Path}:Key", peer["Key"], File.Exists, "must be a PEM file with that certificate's key");
        }

        foreach (var client in hub.GetSection("Operators").GetChildren())
        {
            Expect(problems, $"{client.Path}:ClientId", client["ClientId"], _ => true, "must be a client of the token issuer");
            Expect(problems, $"{client.Path}:Certificate", client["Certificate"], IsCertificate, "must be a PEM file with that client's certificate");
        }

        return problems;
    }

    private static void Expect(List<string> problems, string key, string? value, Func<string, bool> holds, string rule)
    {
        if (string.IsNullOrEmpty(value) || !holds(value))
        {
            problems.Add($"{key} {rule}.");
        }
    }

    private static bool IsHttps(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static TimeSpan? TimeOf(string value) => TimeSpan.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : null;

    private static bool IsKeyName(string value) => value.All(c => c is > ' ' and <= '~' and not '+');

    private static bool IsCertificate(string file)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    private static bool IsPolicy(string file)
    {
        try
        {
            return PolicyFile.Parse(File.ReadAllBytes(file)) is { Ok: true, Value: { Witnesses.Count: > 0 } policy } && policy.Witnesses.All(w => w.Url is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsConnectionString(string value)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(value) is { Host.Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
