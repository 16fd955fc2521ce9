using CsCheck;
using Google.Protobuf;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Intake.Validation;

public class CanonicalRecordTests
{
    [Fact]
    public void Two_encodings_of_one_content_have_the_same_bytes()
    {
        foreach (var sample in Samples.All)
        {
            var canonical = CanonicalRecord.Of(sample);
            // Shuffling the fields of the envelope and of the body; items of one repeated field keep their order.
            Gen.Shuffle(Enumerable.Range(1, 40).ToArray()).Sample(
                order =>
                {
                    var shuffled = Wire.Reordered(sample.ToByteArray(), order, levels: 2);
                    RecordParser.TryParse(shuffled, out var record, out _).ShouldBeTrue();
                    CanonicalRecord.Of(record).ShouldBe(canonical);
                },
                iter: 200);
        }
    }

    [Fact]
    public void Canonical_bytes_are_their_own_canonical_form()
    {
        foreach (var sample in Samples.All)
        {
            var canonical = CanonicalRecord.Of(sample);
            CanonicalRecord.Of(IntelRecord.Parser.ParseFrom(canonical)).ShouldBe(canonical);
        }
    }

    [Fact]
    public void Unknown_fields_are_dropped_at_every_depth()
    {
        var plain = Samples.Shipment();
        byte[] unknown = [0xF8, 0x3F, 0x01];
        var body = plain.Shipment.ToByteArray().Concat(unknown).ToArray();
        byte[] bytes = [.. Samples.Record(_ => { }).ToByteArray(), .. unknown, 0xC2, 0x01, .. Wire.Varint((ulong)body.Length), .. body];
        var record = IntelRecord.Parser.ParseFrom(bytes);
        record.CalculateSize().ShouldBe(plain.CalculateSize() + 6);
        CanonicalRecord.Of(record).ShouldBe(plain.ToByteArray());
    }

    [Fact]
    public void Other_content_has_other_bytes()
    {
        foreach (var sample in Samples.All)
        {
            foreach (var way in Damage.Of(sample, "", root => root).SelectMany(damage => damage.Ways))
            {
                var copy = sample.Clone();
                way(copy);
                if (!copy.Equals(sample)) CanonicalRecord.Of(copy).ShouldNotBe(CanonicalRecord.Of(sample));
            }
        }
    }

    [Fact]
    public void Longer_varints_and_repeated_single_fields_make_no_difference()
    {
        var sample = Samples.Shipment();
        byte[] bytes = [0x0A, 0x01, (byte)'x', .. sample.ToByteArray(), 0x10, 0x81, 0x80, 0x00];
        RecordParser.TryParse(bytes, out var record, out _).ShouldBeTrue();
        CanonicalRecord.Of(record).ShouldBe(CanonicalRecord.Of(sample));
    }

    /// <summary>Just enough of the wire format to rewrite a message.</summary>
    private static class Wire
    {
        private const int FirstBody = 20;

        public static byte[] Reordered(byte[] message, int[] order, int levels)
        {
            var fields = Fields(message, levels == 2, body => Reordered(body, order, levels - 1));
            return [.. fields.OrderBy(field => Array.IndexOf(order, field.Number)).SelectMany(field => field.Bytes)]; // OrderBy is stable.
        }

        public static byte[] Varint(ulong value)
        {
            var bytes = new List<byte>();
            for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
            return [.. bytes, (byte)value];
        }

        private static List<(int Number, byte[] Bytes)> Fields(byte[] message, bool envelope, Func<byte[], byte[]> rewriteBody)
        {
            var input = new CodedInputStream(message);
            var fields = new List<(int, byte[])>();
            while (input.ReadTag() is var tag and not 0)
            {
                var number = WireFormat.GetTagFieldNumber(tag);
                if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint)
                {
                    fields.Add((number, [.. Varint(tag), .. Varint(input.ReadUInt64())]));
                    continue;
                }
                var value = input.ReadBytes().ToByteArray();
                if (envelope && number >= FirstBody) value = rewriteBody(value);
                fields.Add((number, [.. Varint(tag), .. Varint((ulong)value.Length), .. value]));
            }
            return fields;
        }
    }
}
