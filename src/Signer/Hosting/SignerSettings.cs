using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Verification.Notes;

namespace SharingHub.Signer.Hosting;

/// <summary>What the signer is told, read and checked once, with everything that is wrong.</summary>
internal sealed record SignerSettings(IPEndPoint Listen, X509Certificate2? Certificate, IReadOnlyList<X509Certificate2> Hubs, string Folder, string Origin, TimeSpan Overlap,
    IReadOnlyList<string> Problems)
{
    /// <summary>Long enough that everyone who checks checkpoints has looked once meanwhile.</summary>
    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromDays(30);

    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int WrongSettings = 78;

    public static SignerSettings Read(IConfiguration configuration)
    {
        var signer = configuration.GetSection("Signer");
        var problems = new List<string>();
        if (!TryListen(signer["Listen"], out var listen))
        {
            problems.Add("Signer:Listen must be an https address with an IP and a port, e.g. https://127.0.0.1:7600.");
        }

        var certificate = Load(
            problems, "Signer:Certificate and Signer:CertificateKey", () => X509Certificate2.CreateFromPemFile(signer["Certificate"]!, signer["CertificateKey"]!));
        var hubs = signer.GetSection("Hubs").GetChildren().Select(h => Load(problems, h.Path, () => X509CertificateLoader.LoadCertificateFromFile(h.Value!))).ToList();
        if (hubs.Count == 0)
        {
            problems.Add("Signer:Hubs:0 must be a PEM file with a hub's certificate; name each replica's, :0, :1, …");
        }

        var (folder, origin) = (signer["Folder"] ?? "", signer["Origin"] ?? "");
        if (!Path.IsPathFullyQualified(folder))
        {
            problems.Add("Signer:Folder must be the full path of the signer's own folder; it is made on the first start.");
        }

        if (!KeyName.IsValid(origin))
        {
            problems.Add("Signer:Origin must be the log's name, e.g. hub.example/ledger/0, without spaces and plus signs.");
        }

        var overlap = DefaultOverlap;
        if (signer["Overlap"] is { } time && (!TimeSpan.TryParse(time, CultureInfo.InvariantCulture, out overlap) || overlap <= TimeSpan.Zero))
        {
            problems.Add("Signer:Overlap must be how long an old key signs beside its successor, e.g. 30.00:00:00.");
        }

        return new SignerSettings(listen, certificate, [.. hubs.OfType<X509Certificate2>()], folder, origin, overlap, problems);
    }

    private static bool TryListen(string? value, out IPEndPoint listen)
    {
        listen = new IPEndPoint(IPAddress.None, 0);
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || !IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
        {
            return false;
        }

        listen = new IPEndPoint(address, uri.Port);
        return true;
    }

    private static X509Certificate2? Load(List<string> problems, string setting, Func<X509Certificate2> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            problems.Add($"{setting} must be PEM files that can be read.");
            return null;
        }
    }
}
