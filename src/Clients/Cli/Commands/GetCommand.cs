using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>Gets one record.</summary>
internal sealed class GetCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "The record.");
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public GetCommand()
        : base("get", "Gets one record, as far as agreements allow.", "sharinghub get amazonia/listing/lst-1 --as customs --purpose border-targeting")
    {
        Add(_name);
        Add(_purpose);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.GetAsync(session.Get(_purpose), session.Get(_name), session.Cancel);
        var json = answer.Notice is { } notice ? Json.Of(notice) : Json.Of(answer.View);
        json["disclosure"] = answer.Disclosure?.DisclosureId;
        Results.WriteOne(session.Terminal, session.Format, json);
        return ExitCode.Done;
    }
}
