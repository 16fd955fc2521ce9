using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>Shows the ring that a record is of.</summary>
internal sealed class ShowRingCommand : CliCommand
{
    private readonly Argument<RecordName> _record = LinkOptions.Record();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public ShowRingCommand()
        : base(
            "ring",
            "Shows the records that hang together with one by links, and those links.",
            "sharinghub links ring amazonia/seller-account/sel-1 --purpose border-targeting --as customs")
    {
        Add(_record);
        Add(_purpose);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Correlation.GetRingAsync(
            new GetRingRequest { Purpose = session.Get(_purpose), Record = session.Get(_record) }, cancellationToken: session.Cancel);
        if (session.Format == OutputFormat.Table)
            WriteTables(session, answer);
        else
            Results.WriteOne(session.Terminal, session.Format, Json.Of(answer));
        session.SayFurther(answer.FurtherMembers);
        return ExitCode.Done;
    }

    private static void WriteTables(Session session, GetRingResponse ring)
    {
        using (var records = session.Results("contributor", "record"))
        {
            foreach (var linked in ring.Records)
                records.Add(Json.Of(linked), linked.Contributor, LinkRows.Text(linked));
        }

        using var links = session.Results(LinkRows.Columns);
        foreach (var link in ring.Links)
            links.Add(link);
    }
}
