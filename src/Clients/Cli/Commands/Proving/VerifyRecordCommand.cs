using System.CommandLine;
using System.Text.Json.Nodes;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Cli.Commands.Proving;

/// <summary>Checks, without any hub, that a record comes from its contributor.</summary>
internal sealed class VerifyRecordCommand : CliCommand
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE", Description = "What get --proof wrote." };
    private readonly Option<string[]> _keys = new("--key")
    {
        HelpName = "VKEY|FILE",
        Description = "A verifier key of the contributor, got from the contributor, or a file with it. May be given several times.",
        Required = true,
    };

    public VerifyRecordCommand()
        : base(
            "record",
            "Checks offline that a record is exactly what its contributor signed for. Exits with 1 when that is not shown.",
            "sharinghub verify record lst-1.json --key amazonia.vkey")
    {
        Add(_file);
        Add(_keys);
    }

    public override Task<int> RunAsync(Session session)
    {
        var view = JsonFile.Read<RecordView>(session.Get(_file));
        var verified = view.VerifyContributor(session.Get(_keys)!.Select(KeyOf));
        var json = new JsonObject { ["record"] = view.Name?.ToText(), ["shown"] = verified is { Ok: true, Value.IsWhole: true } };
        if (verified.Ok)
        {
            var (batch, key, isWhole) = verified.Value;
            json["contributor"] = batch.Member;
            json["key"] = $"{key.Name}+{key.Id}";
            json["batch"] = new JsonObject { ["index"] = view.ContributorProof.Index, ["records"] = batch.Count };
            json["reason"] = isWhole ? null : "The contributor signed for a record here, but the view is not the whole record: what it says is not shown to be the contributor's.";
        }
        else
        {
            json["reason"] = verified.Problem.Sentence;
        }

        Results.WriteOne(session.Terminal, session.Format, json);
        return Task.FromResult(verified is { Ok: true, Value.IsWhole: true } ? ExitCode.Done : ExitCode.SomeRefused);
    }

    private static VerifierKey KeyOf(string given)
    {
        var key = VerifierKey.Parse(File.Exists(given) ? File.ReadAllText(given).TrimEnd('\n') : given);
        return key.Ok ? key.Value : throw new UsageException($"--key: {given} is neither a verifier key nor a file with one. {key.Problem}");
    }
}
