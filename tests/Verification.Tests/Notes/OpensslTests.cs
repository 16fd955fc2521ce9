using System.Diagnostics;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Notes;

/// <summary>Signatures are the same bytes as OpenSSL's, and each verifies the other's.</summary>
public sealed class OpensslTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-openssl-");

    [Fact]
    public void Openssl_signs_the_same_bytes_and_verifies_ours()
    {
        Assert.SkipUnless(HasOpenssl(), "openssl is not installed.");
        for (byte i = 0; i < 5; i++)
        {
            byte[] seed = [.. Enumerable.Range(0, 32).Select(b => (byte)(b * 7 + i))];
            var message = Enumerable.Range(0, i * 37 + 1).Select(b => (byte)b).ToArray();
            File.WriteAllText(At("key.pem"), Pem("PRIVATE KEY", [.. Hex.Bytes("302e020100300506032b657004220420"), .. seed]));
            File.WriteAllText(At("public.pem"), Pem("PUBLIC KEY", [.. Hex.Bytes("302a300506032b6570032100"), .. Ed25519.PublicKey(seed)]));
            File.WriteAllBytes(At("message"), message);

            Openssl("pkeyutl", "-sign", "-rawin", "-inkey", At("key.pem"), "-in", At("message"), "-out", At("theirs"));
            File.ReadAllBytes(At("theirs")).ShouldBe(Ed25519.Sign(seed, message));

            File.WriteAllBytes(At("ours"), Ed25519.Sign(seed, message));
            Openssl("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", At("public.pem"), "-in", At("message"), "-sigfile", At("ours")).ShouldContain("Verified Successfully");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Pem(string label, byte[] der) => $"-----BEGIN {label}-----\n{Convert.ToBase64String(der)}\n-----END {label}-----\n";

    private static bool HasOpenssl() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "openssl")));

    private static string Openssl(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.Result);
        return output;
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
