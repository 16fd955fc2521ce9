using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Events;

/// <summary>The event of the format's own vector, from its key to a cosigned checkpoint.</summary>
internal static class GivenEvent
{
    public const string Text =
        """
        sharinghub-event/v1
        id 018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10
        member parcelwing
        stream record/parcelwing/shipment/shp-0001
        version 3
        type record.revised.v1
        recorded 2026-11-23T21:30:00.123456Z
        actor client:parcelwing/manifests
        agreement -
        body application/x-protobuf 5 vkpXpn1YqNkB+gfmBGM8jcJ/8qCNV7HBeTcQ8/u0XnQ=

        """;

    public const string CheckpointNote =
        """
        hub.example/ledger/0
        1
        FtGfWZOo5+IUgSttyAnZ54mF1nWbTs+FPCN5ClOwtns=

        — hub.example/ledger/0 RW7dbhc9ltnIBCpAjZomyrehh85vWIm1Zsn7TJBXiFTnHcpau61ZQ87F1UQ43KjX5ZjZBrWymobh3mUa/BH7Mu23swQ=
        — witness.example/w1 rImAIwAAAABrBLBYqzwmoNdQy8oanbGLF9EsvGPme2C9ypFkAsD4uz8TFvhrbGs7SwCaEK0YsSlvl7P5AjtGdJZEnq7dHUda4il/BA==

        """;

    public const string Origin = "hub.example/ledger/0";
    public const string LogKey = "hub.example/ledger/0+456edd6e+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp";
    public const string WitnessKey = "witness.example/w1+ac898023+BOyHPg7gxMrTdayC0MESWsnLuRR2N0iYcNyjApkcd3Re";
    public const long CosignedAt = 1_795_469_400;

    public static byte[] StreamKey { get; } = Hex.Bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    public static byte[] Body { get; } = Hex.Bytes("0896011001");

    public static Guid Id { get; } = Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10");

    public static NoteSigner Log { get; } = new(Origin, SignatureType.Ed25519, Hex.Bytes("ecb3eba46f1682b59987d173442d4d58584f119754883ba592f4db8dffd24f38"));

    public static NoteSigner Witness { get; } = new("witness.example/w1", SignatureType.Cosignature, Hex.Bytes("9cd18e7e0e2885d7df0c59b06cbac8c8bbce019adb7f174cccd038a2ac9960d4"));

    public static EventEnvelope Envelope { get; } = new(
        Id, "parcelwing", "record/parcelwing/shipment/shp-0001", 3, "record.revised.v1",
        new DateTimeOffset(2026, 11, 23, 21, 30, 0, TimeSpan.Zero).AddTicks(1_234_560), "client:parcelwing/manifests", null,
        EventBody.Of("application/x-protobuf", Body, EventSalts.BodySalt(StreamKey, Id)));
}
