using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class AttachmentRules
{
    private const int HmacSha256Bytes = 32;

    public static void Check(ref Checker check, Attachment attachment)
    {
        check.Bytes("keyed_digest", attachment.KeyedDigest, HmacSha256Bytes);
        check.Quantity("size_bytes", attachment.SizeBytes);
        check.Code("media_type", attachment.MediaType, Limits.MediaType);
        check.Text("name", attachment.Name, Limits.FileName);
    }
}
