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
            var signer = new NoteSigner("amazonia", SignatureType.Ed25519, seed);
            File.WriteAllText(At("key.pem"), signer.ToPem());
            File.WriteAllText(At("public.pem"), signer.Key.ToPem());
            File.WriteAllBytes(At("message"), message);

            Openssl("pkeyutl", "-sign", "-rawin", "-inkey", At("key.pem"), "-in", At("message"), "-out", At("theirs"));
            File.ReadAllBytes(At("theirs")).ShouldBe(Ed25519.Sign(seed, message));

            File.WriteAllBytes(At("ours"), Ed25519.Sign(seed, message));
            Openssl("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", At("public.pem"), "-in", At("message"), "-sigfile", At("ours")).ShouldContain("Verified Successfully");
        }
    }

    [Fact]
    public void Openssl_writes_the_same_files_as_ours()
    {
        Assert.SkipUnless(HasOpenssl(), "openssl is not installed.");
        var signer = NoteSigner.Generate("amazonia/2026", SignatureType.Ed25519);
        File.WriteAllText(At("key.pem"), signer.ToPem());

        Openssl("pkey", "-in", At("key.pem")).ShouldBe(signer.ToPem());
        Openssl("pkey", "-in", At("key.pem"), "-pubout").ShouldBe(signer.Key.ToPem());
    }

    public void Dispose() => _folder.Delete(recursive: true);

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
