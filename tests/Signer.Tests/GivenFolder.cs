using SharingHub.Signer.Keeping;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Signing;

namespace SharingHub.Signer.Tests;

/// <summary>A signer's folder, and trees to have signed.</summary>
internal sealed class GivenFolder : IDisposable
{
    public const string Origin = "hub.example/ledger/0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharinghub-signer-");

    public string Path => _folder.FullName;

    public string Key => System.IO.Path.Combine(Path, "log.key");

    public string Last => System.IO.Path.Combine(Path, "last");

    public SignerFolder Open(string origin = Origin) => SignerFolder.Open(Path, origin);

    public static MerkleTree Tree(int size, string name = "leaf") =>
        new(Enumerable.Range(0, size).Select(i => Rfc6962.Leaf(System.Text.Encoding.UTF8.GetBytes($"{name} {i}"))));

    public static SignRequest Request(MerkleTree tree, long from, long to) => new(from, tree.Consistency(from, to), new Checkpoint(Origin, to, tree.Root(to)));

    public void Dispose() => _folder.Delete(recursive: true);
}
