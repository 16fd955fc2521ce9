using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>Says what is on offer.</summary>
internal sealed class CatalogCommand : CliCommand
{
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    public CatalogCommand()
        : base("catalog", "Says what is on offer to you for a purpose, and what is withheld.", "sharinghub catalog --as customs --purpose border-targeting") =>
        Add(_purpose);

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var entries = await hub.ListCatalogAsync(session.Get(_purpose), session.Cancel);
        using var results = session.Results("contributor", "kind", "ceiling", "agreement", "grant", "withheld");
        foreach (var entry in entries)
        {
            results.Add(
                Json.Of(entry),
                entry.Contributor,
                entry.Kind.ToName().ToLowerInvariant(),
                entry.Ceiling.ToName(),
                Json.Agreement(entry.AgreementId, entry.AgreementRevision),
                $"{entry.Grant}",
                string.Join(", ", entry.Withheld));
        }

        if (entries.Count == 0)
            session.Say("Nothing is on offer for this purpose.");
        return ExitCode.Done;
    }
}
