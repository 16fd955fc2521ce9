using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using SharingHub.Hub.Intake.Validation.Wire;
using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Reads a submitted record strictly: of two readers of the same bytes, none shall see another record than this hub did.</summary>
internal static class RecordParser
{
    internal static readonly MessageShape Shape = new(IntelRecord.Descriptor);

    private static readonly MessageParser<IntelRecord> Parser = IntelRecord.Parser.WithDiscardUnknownFields(true);

    /// <summary>
    /// False for what is no sound message: truncated, a varint beyond 64 bits, nested deeper than 100, text that is not UTF-8, over 65 536 bytes.
    /// </summary>
    /// <param name="bytes">The serialised record.</param>
    /// <param name="record">The record, without the fields that are not known.</param>
    /// <param name="unknownFields">A violation for each field that is not known; hand them to <see cref="RecordValidator"/>, which refuses the record.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out IntelRecord? record, out IReadOnlyList<FieldViolation> unknownFields)
    {
        record = null;
        unknownFields = [];
        if (bytes.Length > Limits.RecordBytes) return false;
        var check = new Checker();
        if (!WireScan.IsSound(ref check, bytes, Shape)) return false;
        unknownFields = check.Result.Violations;
        try
        {
            record = Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
