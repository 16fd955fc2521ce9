using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>Shows the links of a record.</summary>
internal sealed class ShowLinksCommand : CliCommand
{
    private readonly Argument<RecordName> _record = LinkOptions.Record();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public ShowLinksCommand()
        : base(
            "show",
            "Shows the records that speak of the same actor, strongest link first, as far as agreements let it be told.",
            "sharinghub links show amazonia/seller-account/sel-1 --purpose border-targeting --as customs")
    {
        Add(_record);
        Add(_purpose);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Correlation.GetLinksAsync(
            new GetLinksRequest { Purpose = session.Get(_purpose), Record = session.Get(_record) }, cancellationToken: session.Cancel);
        using var results = session.Results(LinkRows.Columns);
        foreach (var link in answer.Links)
            results.Add(link);
        session.SayFurther(answer.FurtherMembers);
        if (answer.Links.Count == 0 && answer.FurtherMembers == 0)
            session.Say("It has no links.");
        return ExitCode.Done;
    }
}
