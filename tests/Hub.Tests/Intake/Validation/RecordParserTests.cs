using System.Runtime.ExceptionServices;
using CsCheck;
using Google.Protobuf;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Intake.Validation;

public class RecordParserTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        foreach (var sample in Samples.All)
        {
            RecordParser.TryParse(sample.ToByteArray(), out var record, out var unknown).ShouldBeTrue();
            record.ShouldBe(sample);
            unknown.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("0A02C328", "text that is not UTF-8")]
    [InlineData("0A03EDA080", "a surrogate in UTF-8")]
    [InlineData("0A02C080", "NUL in two bytes")]
    [InlineData("0A0541", "truncated text")]
    [InlineData("0A", "a tag without a value")]
    [InlineData("10FFFFFFFFFFFFFFFFFFFF01", "a varint of eleven bytes")]
    [InlineData("10FFFFFFFFFFFFFFFFFF02", "a varint beyond 64 bits")]
    [InlineData("00", "field 0")]
    [InlineData("FFFFFFFF7F00", "a tag beyond 32 bits")]
    [InlineData("0F", "wire type 7")]
    [InlineData("9B06", "a group without an end")]
    [InlineData("9B06A406", "a group with another's end")]
    [InlineData("9C06", "an end without a group")]
    [InlineData("F201024228", "packed numbers cut short, as a body of the wrong type")]
    [InlineData("0AFFFFFFFF0F", "a length beyond the end")]
    public void What_is_no_message_is_refused(string hex, string why) => IsSound(Convert.FromHexString(hex)).ShouldBeFalse(why);

    [Fact]
    public void Bad_bytes_cost_no_exception()
    {
        var thread = Environment.CurrentManagedThreadId;
        var thrown = new List<Exception>();
        void Note(object? sender, FirstChanceExceptionEventArgs e)
        {
            if (Environment.CurrentManagedThreadId == thread) thrown.Add(e.Exception);
        }

        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            foreach (var hex in new[] { "0A02C328", "0A0541", "10FFFFFFFFFFFFFFFFFFFF01", "00", "9B06", "9C06" }) IsSound(Convert.FromHexString(hex));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }
        thrown.ShouldBeEmpty();
    }

    [Fact]
    public void Every_proper_beginning_that_cuts_a_field_is_refused_or_lacks_something()
    {
        var bytes = Samples.Shipment().ToByteArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            if (RecordParser.TryParse(bytes.AsSpan(0, length), out var record, out _)) RecordValidator.Validate(record).IsValid.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(20_000, false)]
    public void Nesting_ends_at_100_counting_the_record(int depth, bool sound)
    {
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0x9B, 0x06], depth).SelectMany(b => b), .. Enumerable.Repeat<byte[]>([0x9C, 0x06], depth).SelectMany(b => b)];
        IsSound(bytes).ShouldBe(sound);
    }

    [Fact]
    public void A_record_has_at_most_64_KiB()
    {
        var record = new IntelRecord { Id = new string('a', 65_532) };
        record.CalculateSize().ShouldBe(65_536);
        IsSound(record.ToByteArray()).ShouldBeTrue();
        record.Id += "a";
        IsSound(record.ToByteArray()).ShouldBeFalse();
    }

    [Fact]
    public void Fields_that_the_contract_lacks_are_named_where_they_lie()
    {
        var goods = new byte[] { 0xF8, 0x01, 0x05 }; // Field 31, varint.
        var shipment = Delimited(8, new Goods { Description = "ok" }.ToByteArray()).Concat(Delimited(8, goods)).ToArray();
        byte[] bytes = [.. Samples.Shipment().ToByteArray(), 0xF8, 0x3F, 0x01, .. Delimited(24, shipment)];
        RecordParser.TryParse(bytes, out var record, out var unknown).ShouldBeTrue();
        unknown.Select(v => v.Field).ShouldBe(["1023", "shipment.goods[1].31"]);
        RecordValidator.Validate(record, unknown).IsValid.ShouldBeFalse();
        record.ToByteArray().AsSpan().IndexOf(new byte[] { 0xF8, 0x01, 0x05 }).ShouldBe(-1);
    }

    [Fact]
    public void A_known_field_of_another_type_is_not_known() // A parser would keep it unseen.
    {
        RecordParser.TryParse([0x08, 0x01], out _, out var unknown).ShouldBeTrue();
        unknown.Select(v => v.Field).ShouldBe(["1"]);
    }

    [Fact]
    public void Numbers_may_come_packed_or_one_by_one()
    {
        var packed = Delimited(28, [0x2A, 0x02, 25, 28]);
        var single = Delimited(28, [0x28, 25, 0x28, 28]);
        RecordParser.TryParse(packed, out var a, out var none).ShouldBeTrue();
        RecordParser.TryParse(single, out var b, out var neither).ShouldBeTrue();
        none.Concat(neither).ShouldBeEmpty();
        a.ShouldBe(b);
        IsSound(Delimited(28, [0x2A, 0x02, 25, 0x80])).ShouldBeFalse();
    }

    [Fact]
    public void Arbitrary_bytes_never_throw() => Gen.Byte.Array[0, 200].Sample(NeverThrows, iter: 20_000);

    [Fact]
    public void A_record_with_a_few_bytes_changed_never_throws()
    {
        var samples = Samples.All.Select(s => s.ToByteArray()).ToArray();
        Gen.Select(Gen.Int[0, samples.Length - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 4]).Sample(
            (which, changes) =>
            {
                var bytes = samples[which].ToArray();
                foreach (var (position, value) in changes) bytes[position % bytes.Length] = value;
                NeverThrows(bytes);
            },
            iter: 50_000);
    }

    private static void NeverThrows(byte[] bytes)
    {
        if (!RecordParser.TryParse(bytes, out var record, out var unknown)) return;
        RecordValidator.Validate(record, unknown);
        var canonical = CanonicalRecord.Of(record);
        RecordParser.TryParse(canonical, out var again, out var nothing).ShouldBeTrue();
        nothing.ShouldBeEmpty();
        again.ShouldBe(record);
    }

    private static bool IsSound(byte[] bytes) => RecordParser.TryParse(bytes, out _, out _);

    private static byte[] Delimited(int field, byte[] value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(value));
        }
        return stream.ToArray();
    }
}
