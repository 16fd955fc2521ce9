using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

/// <summary>Lists members.</summary>
internal sealed class ListMembersCommand() : CliCommand(
    "list", "Lists the members: for the operator and auditors all, for a member itself.", "sharinghub members list --as operator")
{
    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.Members.ListAsync(new MemberServiceListRequest(), cancellationToken: session.Cancel);
        using var results = session.Results(MemberRows.Columns);
        foreach (var member in answer.Members)
            results.Add(member);
        return ExitCode.Done;
    }
}
