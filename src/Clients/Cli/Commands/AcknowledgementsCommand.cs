using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>Says who acknowledged what was sent of a record, and who is late.</summary>
internal sealed class AcknowledgementsCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "The record.");
    private readonly Option<uint> _late = new("--late-after") { HelpName = "SECONDS", Description = "What counts as late. Default: a day." };

    public AcknowledgementsCommand()
        : base(
            "acknowledgements",
            "Says who acknowledged the views and notices of a record, and who is late. For its contributor and auditors.",
            "sharinghub acknowledgements amazonia/listing/lst-1 --late-after 3600 --as amazonia")
    {
        Add(_name);
        Add(_late);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Disclosure.ListAcknowledgementsAsync(
            new ListAcknowledgementsRequest { Name = session.Get(_name), LateAfterSeconds = session.Get(_late) }, cancellationToken: session.Cancel);
        using var results = session.Results("recipient", "record", "what", "sent", "acknowledged");
        foreach (var one in answer.Acknowledgements)
        {
            results.Add(
                Json.Of(one), one.Recipient, one.Name.ToText(), one.Notice == NoticeType.Unspecified ? "view" : one.Notice.ToName(), Json.Time(one.DisclosedAt),
                one.AcknowledgedAt is not null ? Json.Time(one.AcknowledgedAt) : one.Late ? "late" : "not yet");
        }

        return ExitCode.Done;
    }
}
