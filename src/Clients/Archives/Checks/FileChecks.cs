using SharingHub.Archives.Folding;
using SharingHub.Archives.Format;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Tiles;

namespace SharingHub.Archives.Checks;

/// <summary>Every file of an archive has its place, and what is made from evidence is what the evidence gives.</summary>
internal static class FileChecks
{
    private const string Tiles = "tile/";

    public static IEnumerable<string> OfLog(ArchiveFiles files) => files.Names.Where(n => n.StartsWith(Tiles, StringComparison.Ordinal));

    public static void Run(ArchiveFiles files, LogPolicy policy, long size, RulesFold rules, KeysFold keys, ArchiveFindings findings)
    {
        Dictionary<string, ReadOnlyMemory<byte>> made = new(StringComparer.Ordinal) { [ArchiveNames.Readme] = ArchiveReadme.Bytes };
        foreach (var (agreement, revision, terms) in rules.Revisions)
            made[ArchiveNames.Agreement(agreement, revision)] = AgreementPage.Of(terms);
        foreach (var succession in keys.Successions)
        {
            made[ArchiveNames.Succession(succession.Old.Id)] = succession.Note.ToBytes();
            made[ArchiveNames.SuccessionsReadme] = ArchiveReadme.OfSuccessions;
        }

        foreach (var (name, bytes) in made)
        {
            if (files.Read(name) is not { } found)
                findings.Add(name, null, "The file is missing.");
            else if (!found.Span.SequenceEqual(bytes.Span))
                findings.Add(name, null, "The file is not what it must be: do not go by what it says.");
        }

        HashSet<string> expected = [.. made.Keys, TilePath.Checkpoint, ArchiveNames.LogKey, ArchiveNames.Policy];
        expected.UnionWith(Enumerable.Range(0, (int)ArchiveNames.EventFiles(size)).Select(n => ArchiveNames.Events(n)));
        foreach (var spare in files.Names.Where(n => !n.StartsWith(Tiles, StringComparison.Ordinal) && !expected.Contains(n)).Order(StringComparer.Ordinal))
            findings.Add(spare, null, "An archive has no file of this name.");
        CheckLogKey(files, policy, keys, findings);
        CheckPolicy(files, policy, findings);
    }

    private static void CheckLogKey(ArchiveFiles files, LogPolicy policy, KeysFold keys, ArchiveFindings findings)
    {
        if (ArchivePolicy.KeyOf(files) is not { Ok: true } key)
            findings.Add(ArchiveNames.LogKey, null, "The file is not one verifier key and a newline.");
        else if (!policy.LogKeys.Any(k => Same(k, key.Value)))
            findings.Add(ArchiveNames.LogKey, null, "The key is not the one that the checkpoint was checked with.");
        else if (keys.Newest is { } newest && !Same(newest, key.Value))
            findings.Add(ArchiveNames.LogKey, null, $"The key is not the one that took over last, {newest}.");
        // The event that names a key comes before its first checkpoint; from then on none is without its signature.
        if (keys.Newest is { } last && !new LogPolicy(policy.Origin, [last]).Open(files.Read(TilePath.Checkpoint)!.Value.Span).Ok)
            findings.Add(TilePath.Checkpoint, null, $"It is not signed by the key that took over last, {last}.");
    }

    private static void CheckPolicy(ArchiveFiles files, LogPolicy policy, ArchiveFindings findings)
    {
        var bytes = files.Read(ArchiveNames.Policy);
        var parsed = bytes is { } there ? PolicyFile.Parse(there.Span) : new Verification.Problem("The file is missing.");
        if (!parsed.Ok)
            findings.Add(ArchiveNames.Policy, null, parsed.Problem.Sentence);
        else if (parsed.Value.Witnesses.Count == 0 && !policy.LogKeys.Any(k => ArchivePolicy.WithoutWitnesses(k).AsSpan().SequenceEqual(bytes!.Value.Span)))
            findings.Add(ArchiveNames.Policy, null, "The policy is not the one that an archive without witnesses has.");
        else if (!parsed.Value.Logs.Any(l => policy.LogKeys.Any(k => Same(k, l.Key))))
            findings.Add(ArchiveNames.Policy, null, "The policy has no log of the key that the checkpoint was checked with.");
    }

    private static bool Same(VerifierKey one, VerifierKey other) => one.ToString() == other.ToString();
}
