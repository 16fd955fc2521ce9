using CsCheck;
using SharingHub.Verification.Events;

namespace SharingHub.Verification.Tests.Events;

public sealed class EventEnvelopeTests
{
    private const string Text = GivenEvent.Text;

    public static TheoryData<string, string> Changes => new()
    {
        { "sharinghub-event/v1", "sharinghub-event/v2" },
        { "id 018f2f2e", "id 018F2F2E" },
        { "id 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10", "id 018f2f2e7c3a7d119a5e0c2b8d6f4a10" },
        { "id 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10", "id {018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10}" },
        { "member parcelwing", "member" },
        { "member parcelwing", "member " },
        { "member parcelwing", "member  parcelwing" },
        { "member parcelwing", "member parcelwing " },
        { "member parcelwing", "member parcel wing" },
        { "member parcelwing", "member parcelwing\r" },
        { "member parcelwing", "member parcel\twing" },
        { "member parcelwing", "member parcelw\u00efng" },
        { "member parcelwing", "member parcelwing\u007f" },
        { "member parcelwing", "Member parcelwing" },
        { "member parcelwing\n", "" },
        { "member parcelwing\n", "member parcelwing\nmember parcelwing\n" },
        { "member parcelwing\n", "member parcelwing\n\n" },
        { "stream record/", "stream " + "/" },
        { "stream record/parcelwing/shipment/shp-0001", "stream record" },
        { "stream record/parcelwing/shipment/shp-0001", "stream record/" },
        { "version 3", "version 0" },
        { "version 3", "version 03" },
        { "version 3", "version +3" },
        { "version 3", "version -3" },
        { "version 3", "version 9223372036854775808" },
        { "type record.revised.v1", "type record.revised" },
        { "type record.revised.v1", "type record.revised.v0" },
        { "type record.revised.v1", "type Record.revised.v1" },
        { "type record.revised.v1", "type record..revised.v1" },
        { ".123456Z", ".12345Z" },
        { ".123456Z", ".1234567Z" },
        { ".123456Z", ".123456" },
        { ".123456Z", ".123456+00:00" },
        { "2026-11-23T", "2026-11-31T" },
        { "T21:30", "T24:30" },
        { "actor client:parcelwing/manifests", "actor parcelwing/manifests" },
        { "actor client:parcelwing/manifests", "actor client:" },
        { "agreement -", "agreement --" },
        { "agreement -", "agreement 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10" },
        { "agreement -", "agreement 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@0" },
        { "agreement -", "agreement 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@1@1" },
        { "agreement -", "agreement 018F2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@1" },
        { "application/x-protobuf 5", "application 5" },
        { "application/x-protobuf 5", "application/ 5" },
        { "application/x-protobuf 5", "application/x-protobuf  5" },
        { "application/x-protobuf 5", "application/x-protobuf 05" },
        { "application/x-protobuf 5", "application/x-protobuf -5" },
        { "XnQ=", "XnR=" },
        { "XnQ=", "XnQ" },
        { "XnQ=", "XnQ= " },
        { "XnQ=\n", "XnQ=" },
        { "XnQ=\n", "XnQ=\n\n" },
        { "XnQ=\n", "XnQ=\nextra x\n" },
        { "type record.revised.v1\nrecorded 2026-11-23T21:30:00.123456Z\n", "recorded 2026-11-23T21:30:00.123456Z\ntype record.revised.v1\n" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_other_spelling_is_refused(string old, string other)
    {
        Text.ShouldContain(old);
        EventEnvelope.Parse(Hex.Utf8(Text.Replace(old, other))).Ok.ShouldBeFalse();
    }

    [Fact]
    public void What_reads_is_written_the_same()
    {
        var bytes = Hex.Utf8(Text);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var changed = bytes.ToArray();
            changed[at] = value;
            if (EventEnvelope.Parse(changed) is { Ok: true, Value: var read })
                read.ToBytes().ShouldBe(changed);
        });
    }

    [Fact]
    public void Every_event_reads_back_as_it_was_written()
    {
        var token = Gen.Char['!', '~'].Array[1, 40].Select(c => new string(c));
        var time = Gen.Long[0, DateTime.MaxValue.Ticks / 10 - 1].Select(t => new DateTimeOffset(t * 10, TimeSpan.Zero));
        var agreement = Gen.Select(Gen.Guid, Gen.Long[1, long.MaxValue], Gen.Bool).Select((id, rev, any) => any ? new AgreementRevision(id, rev) : null);
        var body = Gen.Select(Gen.Byte.Array[0, 50], Gen.Byte.Array[32]).Select((b, s) => EventBody.Of("application/x-protobuf", b, s));
        Gen.Select(Gen.Guid, token, token, Gen.Long[1, long.MaxValue], time, token, agreement, body).Sample((id, member, key, version, recorded, actor, terms, sealedBody) =>
        {
            var envelope = new EventEnvelope(id, member, $"record/{key}", version, "record.submitted.v1", recorded, $"client:{actor}", terms, sealedBody);
            EventEnvelope.Parse(envelope.ToBytes()).OrThrow().ShouldBe(envelope);
        });
    }

    [Fact]
    public void An_event_that_could_not_be_read_back_is_not_written()
    {
        var envelope = GivenEvent.Envelope;
        Should.Throw<FormatException>(() => (envelope with { Member = "a\nb" }).ToBytes());
        Should.Throw<FormatException>(() => (envelope with { Version = 0 }).ToBytes());
        Should.Throw<FormatException>(() => (envelope with { Recorded = envelope.Recorded.AddTicks(1) }).ToBytes());
        Should.Throw<FormatException>(() => (envelope with { Stream = "record/" + new string('a', EventEnvelope.MaxBytes) }).ToBytes());
        (envelope with { Stream = "record/" + new string('a', EventEnvelope.MaxBytes - 312 + 28) }).ToBytes().Length.ShouldBe(EventEnvelope.MaxBytes);
    }

    [Fact]
    public void Nothing_that_is_read_throws() => Gen.Byte.Array[0, 400].Sample(bytes => { EventEnvelope.Parse(bytes); });
}
