using Google.Protobuf;
using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class ListingRules
{
    private const int Sha256Bytes = 32;
    private const int PerceptualHashBytes = 8;

    public static void Check(ref Checker check, Listing listing)
    {
        check.Code("marketplace", listing.Marketplace, required: true);
        check.Code("listing_id", listing.ListingId, Limits.Id, required: true);
        check.Code("seller_id", listing.SellerId, Limits.Id);
        check.Url("url", listing.Url);
        check.Text("title", listing.Title, Limits.Title);
        check.Text("brand", listing.Brand, Limits.Name);
        check.TradeItem("gtin", listing.Gtin);
        check.Amount("price", listing.Price);
        check.Values("image_sha256", listing.ImageSha256, Limits.Images, Sha256);
        check.Values("image_phash", listing.ImagePhash, Limits.Images, PerceptualHash);
        check.Known("suspected_infringement", listing.SuspectedInfringement);
    }

    private static void Sha256(ref Checker check, Field at, ByteString value) => check.Bytes(at, value, Sha256Bytes);

    private static void PerceptualHash(ref Checker check, Field at, ByteString value) => check.Bytes(at, value, PerceptualHashBytes);
}
