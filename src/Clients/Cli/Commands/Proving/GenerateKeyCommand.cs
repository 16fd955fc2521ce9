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

    public GenerateKeyCommand()
        : base(
            "generate",
            "Makes a key that signs for a member's records, and writes the verifier key to give out.",
            "sharinghub keys generate --name amazonia/2026 --out amazonia.key")
    {
        Add(_name);
        Add(_out);
    }

    public override Task<int> RunAsync(Session session)
    {
        var (name, file) = (session.Get(_name)!, session.Get(_out)!);
        if (!SigningKeyName.IsValid(name))
            throw new UsageException($"--name: {SigningKeyName.Rule}.");
        if (File.Exists(file))
            throw new UsageException($"--out: there is a file {file} already; it may hold a key.");
        var key = NoteSigner.Generate(name, SignatureType.Ed25519);
        SigningKeyFile.Write(file, key);
        Results.WriteOne(session.Terminal, session.Format, new JsonObject { ["verifier_key"] = key.Key.ToString(), ["private_key_file"] = file });
        return Task.FromResult(ExitCode.Done);
    }
}
