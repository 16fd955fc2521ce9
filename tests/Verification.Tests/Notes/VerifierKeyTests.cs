using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Notes;

public sealed class VerifierKeyTests
{
    [Theory]
    [InlineData(GivenNotes.PeterKey, "PeterNeumann", SignatureType.Ed25519)]
    [InlineData(GivenNotes.EnochKey, "EnochRoot", SignatureType.Ed25519)]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/foo", SignatureType.Ed25519)]
    [InlineData("witness.example/w1+ac898023+BOyHPg7gxMrTdayC0MESWsnLuRR2N0iYcNyjApkcd3Re", "witness.example/w1", SignatureType.Cosignature)]
    public void A_published_key_is_read_and_written_back(string vkey, string name, SignatureType type)
    {
        var key = VerifierKey.Parse(vkey).OrThrow();
        (key.Name, key.Type).ShouldBe((name, type));
        key.ToString().ShouldBe(vkey);
        new VerifierKey(name, type, key.PublicKey).ToString().ShouldBe(vkey);
    }

    [Fact]
    public void No_part_of_a_key_is_a_key()
    {
        const string Key = GivenNotes.PeterKey;
        for (var from = 0; from <= Key.Length; from++)
        {
            for (var to = from; to <= Key.Length; to++)
            {
                if (to - from != Key.Length)
                    VerifierKey.Parse(Key[from..to]).Ok.ShouldBeFalse(Key[from..to]);
            }
        }
    }

    [Fact]
    public void No_changed_character_goes_unseen()
    {
        var key = GivenNotes.PeterKey.ToCharArray();
        for (var i = 0; i < key.Length; i++)
        {
            key[i]++;
            VerifierKey.Parse(new string(key)).Ok.ShouldBeFalse(new string(key));
            key[i]--;
        }
    }

    [Theory]
    [InlineData("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==")]
    [InlineData("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegw xbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("")]
    public void A_malformed_key_is_refused(string vkey) => VerifierKey.Parse(vkey).Ok.ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\u00a0b")]
    [InlineData("a\u2003b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u3000b")]
    [InlineData("a\nb")]
    [InlineData("a\u0001b")]
    public void A_name_with_a_space_a_plus_or_a_control_character_is_refused(string name)
    {
        KeyName.IsValid(name).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new VerifierKey(name, SignatureType.Ed25519, new byte[32]));
    }

    [Fact]
    public void A_name_with_half_a_character_is_refused() => KeyName.IsValid("a" + (char)0xd800 + "b").ShouldBeFalse();

    [Theory]
    [InlineData("hub.example/ledger/0")]
    [InlineData("zoë")]
    [InlineData("\U0001F512")]
    public void Any_other_name_is_fine(string name) => KeyName.IsValid(name).ShouldBeTrue();

    [Fact]
    public void The_same_key_for_another_use_has_another_id() =>
        new VerifierKey("a", SignatureType.Ed25519, new byte[32]).Id.ShouldNotBe(new VerifierKey("a", SignatureType.Cosignature, new byte[32]).Id);
}
