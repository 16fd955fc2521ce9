using System.CommandLine;
using System.Text.Json.Nodes;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Cli.Commands.Proving;

/// <summary>Makes a contributor's signing key.</summary>
internal sealed class GenerateKeyCommand : CliCommand
{
    private readonly Option<string> _name = new("--name") { HelpName = "MEMBER[/KEY]", Description = "The member whose records it signs, and which of its keys it is.", Required = true };
    private readonly Option<string> _out = new("--out") { HelpName = "FILE", Description = "A new file for the private key; its owner alone may read it.", Required = true };

    private readonly Option<bool> _pem = new("--pem") { Description = "Also write the key as openssl reads it: FILE.pem (PKCS#8, private) and FILE.pub.pem (SPKI, public)." };

    public GenerateKeyCommand()
        : base(
            "generate",
            "Makes a key that signs for a member's records, and writes the verifier key to give out.",
            "sharinghub keys generate --name amazonia/2026 --out amazonia.key",
            "sharinghub keys generate --name amazonia/2026 --out amazonia.key --pem   # then: openssl pkey -in amazonia.key.pem -text")
    {
        Add(_name);
        Add(_out);
        Add(_pem);
    }

    public override Task<int> RunAsync(Session session)
    {
        var (name, file) = (session.Get(_name)!, session.Get(_out)!);
        if (!SigningKeyName.IsValid(name))
            throw new UsageException($"--name: {SigningKeyName.Rule}.");
        string[] files = session.Get(_pem) ? [file, $"{file}.pem", $"{file}.pub.pem"] : [file];
        if (files.FirstOrDefault(File.Exists) is { } held)
            throw new UsageException($"--out: there is a file {held} already; it may hold a key.");
        var key = NoteSigner.Generate(name, SignatureType.Ed25519);
        SigningKeyFile.Write(file, key);
        var written = new JsonObject { ["verifier_key"] = key.Key.ToString(), ["private_key_file"] = file };
        if (session.Get(_pem))
        {
            SigningKeyFile.WritePem(files[1], files[2], key);
            (written["private_key_pem"], written["public_key_pem"]) = (files[1], files[2]);
        }

        Results.WriteOne(session.Terminal, session.Format, written);
        return Task.FromResult(ExitCode.Done);
    }
}
