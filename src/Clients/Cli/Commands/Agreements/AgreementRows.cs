using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

internal static class AgreementRows
{
    public static readonly string[] Columns = ["agreement", "status", "provider", "recipients", "signed by", "in force since", "under way"];

    public static void Add(this Results results, Agreement agreement) => results.Add(
        Json.Of(agreement),
        Json.Agreement(agreement.Id, agreement.Revision),
        agreement.Status.ToName(),
        agreement.Terms?.Provider ?? "",
        string.Join(", ", Recipients(agreement)),
        string.Join(", ", agreement.Signatures.Select(s => s.Member)),
        Json.Time(agreement.InForceSince),
        string.Join("; ", UnderWay(agreement)));

    public static int Write(this Session session, Agreement agreement)
    {
        using var results = session.Results(Columns);
        results.Add(agreement);
        return ExitCode.Done;
    }

    /// <summary>The recipients, and after a peer hub those of its members to whom it may pass on.</summary>
    private static IEnumerable<string> Recipients(Agreement agreement)
    {
        var beyond = agreement.Terms?.Grants.SelectMany(grant => grant.OnwardGrants).SelectMany(onward => onward.Members).Distinct() ?? [];
        return (agreement.Terms?.Recipients ?? []).SelectMany(recipient => beyond.Where(member => member.EndsWith($"@{recipient}", StringComparison.Ordinal)).Prepend(recipient));
    }

    private static IEnumerable<string> UnderWay(Agreement agreement)
    {
        foreach (var suspension in agreement.Suspensions)
            yield return $"suspended by {suspension.Member}: {suspension.Reason}";
        if (agreement.Amendment is { } amendment)
            yield return $"revision {amendment.Revision} signed by {string.Join(", ", amendment.Signatures.Select(s => s.Member))}";
    }
}
