using System.Text;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Tests.History;

/// <summary>What a contributor signed rests sealed for its event alone, and under another key than the body.</summary>
public sealed class SealedSignatureTests
{
    private const string Stream = "record/amazonia/listing/l-1";

    private static readonly Guid Id = Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10");

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    private static readonly byte[] Signature = Encoding.UTF8.GetBytes("signed");

    private static readonly byte[] Stored =
        new NewEvent(Id, Stream, StreamTypes.Record, 1, EventTypes.RecordSubmitted, Signature, "amazonia", "client:amazonia/main", Key: Key, Signature: Signature).StoredSignature;

    [Fact]
    public void It_opens_for_its_event() => SealedBody.Open(Key, Id, Stream, 1, Stored, SealedUse.Signature).ShouldBe(Signature);

    [Fact]
    public void It_opens_for_no_other_event_version_key_or_use()
    {
        SealedBody.Open(Key, Guid.Empty, Stream, 1, Stored, SealedUse.Signature).ShouldBeNull();
        SealedBody.Open(Key, Id, Stream + "0", 1, Stored, SealedUse.Signature).ShouldBeNull();
        SealedBody.Open(Key, Id, Stream, 2, Stored, SealedUse.Signature).ShouldBeNull();
        SealedBody.Open(new byte[32], Id, Stream, 1, Stored, SealedUse.Signature).ShouldBeNull();
        SealedBody.Open(Key, Id, Stream, 1, Stored).ShouldBeNull("a body is sealed under another key");
    }

    [Fact]
    public void The_same_bytes_as_body_and_as_signature_rest_as_different_bytes() =>
        SealedBody.Seal(Key, Id, Stream, 1, Signature).ShouldNotBe(Stored);
}
