using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

/// <summary>Says what would change if a draft took force.</summary>
internal sealed class SimulateCommand : CliCommand
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE.json", Description = "The draft: AgreementTerms as proto3 JSON." };
    private readonly Option<string?> _id = new("--id") { HelpName = "ID", Description = "The agreement that the draft would amend. Default: a new one." };

    public SimulateCommand()
        : base(
            "simulate",
            "Says what would change for whom if a draft took force: records newly visible, newly hidden, masked otherwise. For the provider alone.",
            "sharinghub agreements simulate draft.json --as amazonia")
    {
        Add(_file);
        Add(_id);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var draft = JsonFile.Read<AgreementTerms>(session.Get(_file));
        await using var hub = session.Connect();
        var answer = await hub.Agreements.SimulateAsync(new SimulateRequest { AgreementId = session.Get(_id) ?? "", Draft = draft }, cancellationToken: session.Cancel);
        using var results = session.Results("recipient", "purpose", "kind", "newly visible", "newly hidden", "masked otherwise", "for example");
        foreach (var change in answer.Changes)
        {
            results.Add(
                Json.Of(change), change.Recipient, change.Purpose.ToName(), change.Kind.ToName(), $"{change.NewlyVisible}", $"{change.NewlyHidden}", $"{change.NewlyMasked}",
                change.VisibleSamples.Concat(change.HiddenSamples).Concat(change.MaskedSamples).FirstOrDefault() ?? "");
        }

        session.Say($"{answer.Records} records looked at; {(answer.Changes.Count == 0 ? "nothing would change" : answer.Changes.Count == 1 ? "1 change" : $"{answer.Changes.Count} changes")}.");
        return ExitCode.Done;
    }
}
