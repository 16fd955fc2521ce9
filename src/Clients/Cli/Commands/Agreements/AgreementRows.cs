using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Agreements;

internal static class AgreementRows
{
    public static readonly string[] Columns = ["agreement", "status", "provider", "recipients", "signed by", "in force since"];

    public static void Add(this Results results, Agreement agreement) => results.Add(
        Json.Of(agreement),
        Json.Agreement(agreement.Id, agreement.Revision),
        agreement.Status.ToName(),
        agreement.Terms?.Provider ?? "",
        string.Join(", ", agreement.Terms?.Recipients ?? []),
        string.Join(", ", agreement.Signatures.Select(s => s.Member)),
        Json.Time(agreement.InForceSince));

    public static int Write(this Session session, Agreement agreement)
    {
        using var results = session.Results(Columns);
        results.Add(agreement);
        return ExitCode.Done;
    }
}
