using Google.Protobuf;
using SharingHub.Hub.History;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;
using SharingHub.V1;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Disclosure;

/// <summary>
/// Puts to views what shows that their contributor signed for the record. The nonce goes with a whole record alone: whoever has it can try
/// out what a record says. Everybody else gets the leaf hash, which tells nothing without the nonce.
/// </summary>
internal sealed partial class ContributorProofs(ContributorSignatures signatures, ILogger<ContributorProofs> logger)
{
    /// <summary>What is kept of these acts that were signed for, as it rests.</summary>
    public Task<IReadOnlyDictionary<Guid, byte[]>> ReadAsync(IReadOnlyList<SequencedEvent> acts, CancellationToken stop) =>
        signatures.ReadAsync([.. acts.Select(a => a.Id)], stop);

    public List<DraftItem> Add(List<DraftItem> views, IReadOnlyDictionary<Guid, byte[]> kept, MemberDirectory members) =>
        kept.Count == 0 ? views : views.ConvertAll(v => kept.TryGetValue(v.Act.Id, out var stored) ? v with { Proof = ProofOf(v, stored, members) } : v);

    private ContributorProof ProofOf(DraftItem view, byte[] stored, MemberDirectory members)
    {
        var act = view.Act;
        if (SealedBody.Open(act.Opened.Key!, act.Id, act.Stream, act.Version, stored, SealedUse.Signature) is not { } opened)
        {
            SignatureIsDamaged(act.Stream, act.Version, act.Id);
            throw HistoryRefusals.BodyDamaged.ToException();
        }

        var proof = ContributorProof.Parser.ParseFrom(opened);
        // Of a record from another hub the key is kept as that hub named it, and beside the nonce the bytes that were signed for.
        if (proof.VerifierKey.Length == 0)
        {
            proof.VerifierKey = KeyOf(proof, members.Find(act.Member)!);
        }

        if (proof.OpeningCase == ContributorProof.OpeningOneofCase.Nonce && !IsWhole(view))
        {
            proof.Leaf = UnsafeByteOperations.UnsafeWrap(BatchLeaf.Of(proof.Nonce.Span, proof.Record.IsEmpty ? act.Body : proof.Record.Span).ToArray());
            proof.Record = ByteString.Empty;
        }

        return proof;
    }

    /// <summary>
    /// The grant is asked first: if a record without the fields that it withholds came with its nonce, the nonce would say that they are absent.
    /// </summary>
    private static bool IsWhole(DraftItem view) => view.Grant.Mask.Withheld(view.Name.Kind).Count == 0 && view.View.AsSpan().SequenceEqual(view.Act.Body);

    private static string KeyOf(ContributorProof proof, MemberState contributor)
    {
        var line = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(proof.Note)).OrThrow().Signatures[0];
        return contributor.FindSigningKey(line.Name, line.KeyId)!.Value.Key.ToString();
    }

    [LoggerMessage(LogLevel.Error, "What the contributor signed of {Stream} version {Version} (event {Event}) is not what was stored. It is not given out.")]
    private partial void SignatureIsDamaged(string stream, long version, Guid @event);
}
