using Google.Protobuf;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>Encodings that no library would make.</summary>
internal static class Encoding
{
    /// <summary>The message's fields from the last to the first: the same content in other bytes.</summary>
    public static ByteString Backwards(IMessage message)
    {
        var bytes = message.ToByteArray();
        using var input = new CodedInputStream(bytes);
        var fields = new List<byte[]>();
        while (!input.IsAtEnd)
        {
            var start = (int)input.Position;
            input.ReadTag();
            input.SkipLastField();
            fields.Add(bytes[start..(int)input.Position]);
        }

        return ByteString.CopyFrom([.. Enumerable.Reverse(fields).SelectMany(f => f)]);
    }

    /// <summary>A message within a message, each as this field of the one around it.</summary>
    public static byte[] Nested(int field, int depth)
    {
        byte[] inner = [];
        for (var i = 0; i < depth; i++)
        {
            using var buffer = new MemoryStream();
            using (var output = new CodedOutputStream(buffer, leaveOpen: true))
            {
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(UnsafeByteOperations.UnsafeWrap(inner));
            }

            inner = buffer.ToArray();
        }

        return inner;
    }

    /// <summary>The seller account as a sound record of exactly this many bytes.</summary>
    public static ByteString OfSize(IntelRecord record, int bytes)
    {
        // Characters of three bytes: limits count characters, and 32 addresses of Latin letters stay below 64 KiB.
        Fill(5000, Enumerable.Repeat(new string('漢', 300), 5));
        Fill(1000, [new string('漢', 300)]);
        Fill(280, [new string('a', 200)]);
        record.SellerAccount.StoreName += new string('a', bytes - record.CalculateSize());
        // The name's own length may have taken one more byte.
        if (record.CalculateSize() > bytes)
            record.SellerAccount.StoreName = record.SellerAccount.StoreName[..^1];
        if (record.CalculateSize() < bytes)
            record.SellerAccount.LegalName += "a";
        record.CalculateSize().ShouldBe(bytes);
        return record.ToByteString();

        void Fill(int until, IEnumerable<string> lines)
        {
            while (bytes - record.CalculateSize() > until)
                record.SellerAccount.Addresses.Add(new PostalAddress { Lines = { lines }, Country = "CN" });
        }
    }
}
