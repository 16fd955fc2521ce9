namespace SharingHub.Verification.Tests;

internal static class Hex
{
    public static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    public static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public static Sha256Hash Hash(string hex) => new(Bytes(hex));
}
