using Google.Protobuf;
using SharingHub.Hub.Intake.Validation.Wire;
using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>
/// The one encoding of a record's content: fields in the order of their numbers, numbers packed and shortest, nothing unknown.
/// A client may send the same record encoded in another way when it repeats itself, so "same revision, same content" compares these bytes.
/// Protobuf promises no such encoding between runtimes: the bytes are the hub's own, never compared with a client's.
/// </summary>
internal static class CanonicalRecord
{
    private static readonly MessageParser<IntelRecord> Discarding = IntelRecord.Parser.WithDiscardUnknownFields(true);

    public static byte[] Of(IntelRecord record)
    {
        var bytes = record.ToByteArray();
        var check = new Checker();
        return WireScan.IsSound(ref check, bytes, RecordParser.Shape) && check.Result.IsValid ? bytes : Discarding.ParseFrom(bytes).ToByteArray();
    }
}
