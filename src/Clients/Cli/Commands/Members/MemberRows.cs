using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Members;

internal static class MemberRows
{
    public static readonly string[] Columns = ["member", "role", "name", "state", "clients"];

    public static void Add(this Results results, Member member) => results.Add(
        Json.Of(member),
        member.Id,
        member.Role.ToName().ToLowerInvariant(),
        member.DisplayName,
        member.Suspended ? "suspended" : "active",
        string.Join(", ", member.Clients.Select(c => c.Revoked ? $"{c.ClientId} (revoked)" : c.ClientId)));

    public static int Write(this Session session, Member member)
    {
        using var results = session.Results(Columns);
        results.Add(member);
        return ExitCode.Done;
    }
}
