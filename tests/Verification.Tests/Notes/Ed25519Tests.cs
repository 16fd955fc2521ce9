using System.Numerics;
using CsCheck;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Notes;

public sealed class Ed25519Tests
{
    /// <summary>2^252 + 27742317777372353535851937790883648493, the order of the base point.</summary>
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_vectors_of_RFC_8032_come_out(string seed, string publicKey, string message, string signature)
    {
        Ed25519.PublicKey(Hex.Bytes(seed)).ShouldBe(Hex.Bytes(publicKey));
        Ed25519.Sign(Hex.Bytes(seed), Hex.Bytes(message)).ShouldBe(Hex.Bytes(signature));
        Ed25519.Verify(Hex.Bytes(publicKey), Hex.Bytes(message), Hex.Bytes(signature)).ShouldBeTrue();
    }

    [Fact]
    public void A_signature_is_good_for_its_message_and_key_only()
    {
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[0, 200], Gen.Int[0, 511]).Sample((seed, message, bit) =>
        {
            var key = Ed25519.PublicKey(seed);
            var signature = Ed25519.Sign(seed, message);
            Ed25519.Verify(key, message, signature).ShouldBeTrue();
            Ed25519.Verify(key, [.. message, 0], signature).ShouldBeFalse();
            Ed25519.Verify(key, message, Flip(signature, bit)).ShouldBeFalse();
            Ed25519.Verify(Flip(key, bit % 256), message, signature).ShouldBeFalse();
        }, iter: 300);
    }

    [Fact]
    public void A_scalar_beyond_the_order_is_refused()
    {
        // The same signature once more under another spelling: S + L.
        var seed = new byte[32];
        var signature = Ed25519.Sign(seed, "text"u8);
        var scalar = new BigInteger(signature.AsSpan(32), isUnsigned: true) + Order;
        var other = signature.ToArray();
        scalar.ToByteArray(isUnsigned: true).CopyTo(other.AsSpan(32));
        Ed25519.Verify(Ed25519.PublicKey(seed), "text"u8, signature).ShouldBeTrue();
        Ed25519.Verify(Ed25519.PublicKey(seed), "text"u8, other).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(96)]
    public void A_signature_of_another_length_is_refused(int length)
    {
        var signature = new byte[length];
        Ed25519.Sign(new byte[32], "text"u8).AsSpan(0, Math.Min(64, length)).CopyTo(signature);
        Ed25519.Verify(Ed25519.PublicKey(new byte[32]), "text"u8, signature).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    public void A_key_of_small_order_which_would_sign_anything_is_refused(string key)
    {
        var signature = new byte[64];
        signature[0] = 1;
        for (byte message = 0; message < 16; message++)
            Ed25519.Verify(Hex.Bytes(key), [message], signature).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void A_key_that_is_no_point_or_not_in_its_one_spelling_is_refused(string key) =>
        Ed25519.Verify(Hex.Bytes(key), "text"u8, Ed25519.Sign(new byte[32], "text"u8)).ShouldBeFalse();

    [Fact]
    public void A_seed_of_another_length_is_refused()
    {
        Should.Throw<ArgumentException>(() => Ed25519.Sign(new byte[31], "text"u8));
        Should.Throw<ArgumentException>(() => Ed25519.PublicKey(new byte[64]));
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
