using System.Security.Cryptography;
using System.Text;

namespace SharingHub.Hub.History;

/// <summary>
/// Keys of streams: 32 random bytes each, made with the stream and never changed, but for an expunged record. What is derived from one is named by a label, so that
/// no value serves two ends. (Names and labels: docs/life-of-a-submission.md.)
/// </summary>
internal static class StreamKeyring
{
    public const int KeySize = 32;

    private static readonly byte[] ContentLabel = Encoding.ASCII.GetBytes("sharinghub-content/v1\n");
    private static readonly byte[] DeliveredLabel = Encoding.ASCII.GetBytes("sharinghub-delivered/v1\n");
    private static readonly byte[] DeliveredKeyLabel = Encoding.ASCII.GetBytes("sharinghub-delivered-key/v1\n");

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>As many keys, from one look at the source of chance, which costs as much as a commitment does.</summary>
    public static byte[][] NewKeys(int count) => [.. RandomNumberGenerator.GetBytes(count * KeySize).Chunk(KeySize)];

    /// <summary>HMAC-SHA256 of a record's canonical bytes: equal content, equal digest, within one stream.</summary>
    public static byte[] ContentDigest(byte[] key, byte[] canonical) => Hmac(key, ContentLabel, canonical);

    /// <summary>
    /// HMAC-SHA256 of the bytes that a view delivered, under a key of its own that comes of the record's key and the disclosure's id. It may
    /// be given to whoever has the view; and once the record's key is destroyed nobody can try out what the view said.
    /// </summary>
    public static byte[] DeliveredDigest(byte[] recordKey, Guid disclosure, byte[] delivered) =>
        Hmac(Hmac(recordKey, DeliveredKeyLabel, Encoding.ASCII.GetBytes(disclosure.ToString("D"))), DeliveredLabel, delivered);

    private static byte[] Hmac(byte[] key, byte[] label, byte[] data)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(label);
        hmac.AppendData(data);
        return hmac.GetHashAndReset();
    }
}
