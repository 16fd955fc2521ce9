using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Links;

/// <summary>Lists rejections.</summary>
internal sealed class ListRejectionsCommand : CliCommand
{
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public ListRejectionsCommand()
        : base("rejected", "Lists the links that your member rejects for a purpose.", "sharinghub links rejected --purpose border-targeting --as customs") => Add(_purpose);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Correlation.ListRejectionsAsync(new ListRejectionsRequest { Purpose = session.Get(_purpose) }, cancellationToken: session.Cancel);
        using var results = session.Results("one", "other", "reason", "by");
        foreach (var rejection in answer.Rejections)
            results.Add(Json.Of(rejection), rejection.One.ToText(), rejection.Other.ToText(), rejection.Reason, rejection.Actor);
        return ExitCode.Done;
    }
}
