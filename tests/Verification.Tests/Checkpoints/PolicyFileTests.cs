using System.Text;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;
using SharingHub.Verification.Notes;

namespace SharingHub.Verification.Tests.Checkpoints;

public sealed class PolicyFileTests
{
    private const string Origin = "hub.example/ledger/0";

    private static readonly string Log = Vkey(Origin, SignatureType.Ed25519, 1);
    private static readonly string X1 = Vkey("x.example", SignatureType.Cosignature, 11);
    private static readonly string X2 = Vkey("x.example", SignatureType.Cosignature, 12);
    private static readonly string X3 = Vkey("x3.example", SignatureType.Cosignature, 13);
    private static readonly string Y1 = Vkey("y.example", SignatureType.Cosignature, 21);

    private static readonly string Example =
        $"""
        # Two organisations.
        log {Log} https://hub.example/ledger/

        witness X1 {X1} https://x.example/w
        	witness  X2	{X2}
        witness X3 {X3}
        group X-witnesses 2 X1 X2 X3
        witness Y1 {Y1} http://127.0.0.1:7380
        group Y-witnesses any Y1
        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """;

    [Fact]
    public void The_specifications_example_reads_and_asks_for_two_of_one_group_and_one_of_the_other()
    {
        var file = Parse(Example).OrThrow();
        file.Logs.Single().Url!.AbsoluteUri.ShouldBe("https://hub.example/ledger/");
        file.Witnesses.Select(w => (w.Name, w.Url?.AbsoluteUri)).ShouldBe([("X1", "https://x.example/w"), ("X2", null), ("X3", null), ("Y1", "http://127.0.0.1:7380/")]);
        file.Quorum.ToString().ShouldBe("2 of (2 of (X1, X2, X3), 1 of (Y1))");

        IsMet("X1", "X3", "Y1").ShouldBeTrue();
        IsMet("X1", "X2", "X3", "Y1").ShouldBeTrue();
        IsMet("X1", "X2", "X3").ShouldBeFalse();
        IsMet("X1", "Y1").ShouldBeFalse();
        IsMet().ShouldBeFalse();

        bool IsMet(params string[] cosigners) => file.Quorum.IsMet(key => cosigners.Contains(file.Witnesses.Single(w => w.Key == key).Name));
    }

    [Fact]
    public void A_checkpoint_is_held_to_the_file()
    {
        var policy = Parse(Example).OrThrow().For(Origin).OrThrow();
        policy.Open(Note(11, 12, 21)).OrThrow().Cosignatures.Count.ShouldBe(3);
        policy.Open(Note(11, 12)).Problem!.Sentence.ShouldContain("asked for: 2 of (2 of (X1, X2, X3), 1 of (Y1)).");
        Parse(Example).OrThrow().For("other").Problem!.Sentence.ShouldBe("The policy file has no log 'other'.");
    }

    [Fact]
    public void A_single_witness_or_none_is_a_quorum_too()
    {
        Parse($"witness w {X1}\nquorum w\n").OrThrow().Quorum.IsMet(_ => false).ShouldBeFalse();
        Parse("quorum none\n").OrThrow().Quorum.IsMet(_ => false).ShouldBeTrue();
    }

    [Fact]
    public void Bytes_beyond_ASCII_are_names_and_comments_as_they_are()
    {
        byte[] file = [.. "# \u00fc"u8, 0xff, .. Encoding.UTF8.GetBytes($"\nwitness \u212a {X1}\nwitness K {X3}\nquorum K\n")];
        PolicyFile.Parse(file).OrThrow().Witnesses.Select(w => w.Name).ShouldBe(["\u212a", "K"]);
    }

    [Fact]
    public void Thirty_two_logs_witnesses_and_groups_are_read()
    {
        var file = string.Concat(Enumerable.Range(0, 32).Select(i => $"log {Vkey("l" + i, SignatureType.Ed25519, (byte)i)}\nwitness w{i} {Vkey("w", SignatureType.Cosignature, (byte)(100 + i))}\ngroup g{i} 1 w{i}\n"));
        Parse(file + "quorum g31\n").OrThrow().Witnesses.Count.ShouldBe(32);
    }

    [Fact]
    public void A_file_too_large_or_with_too_many_groups_is_refused_before_it_hurts()
    {
        PolicyFile.Parse(new byte[PolicyFile.MaxBytes + 1]).Ok.ShouldBeFalse();
        var nested = string.Concat(Enumerable.Range(0, 300).Select(i => $"group g{i + 1} any g{i}\n"));
        Parse($"witness g0 {X1}\n{nested}quorum g1\n").Problem!.Sentence.ShouldBe("Line 258 of the policy file is one too many: there may be 256.");
    }

    public static TheoryData<string, string> Wrong() => new()
    {
        { "quorum none", "ends in a newline" },
        { "", "ends in a newline" },
        { "\n", "has no quorum line" },
        { "quorum none\r\n", "Line 1 of the policy file has a control character" },
        { "quorum none\nquorum none\n", "Line 2 of the policy file is a second quorum line" },
        { "quorum w\n", "names 'w', which no line before defines" },
        { "Quorum none\n", "is none of 'log VKEY [URL]'" },
        { "quorum none none\n", "is none of" },
        { $"log {Log} https://a b\nquorum none\n", "is none of" },
        { $"log {X1}\nquorum none\n", "has a key of type 0x04 where 0x01 is used" },
        { $"witness w {Log}\nquorum none\n", "has a key of type 0x01 where 0x04 is used" },
        { "witness w x+y+z\nquorum none\n", "has no verifier key where it should" },
        { $"witness none {X1}\nquorum none\n", "defines a name that is defined already" },
        { $"witness w {X1}\nwitness w {X3}\nquorum none\n", "Line 2 of the policy file defines a name that is defined already" },
        { $"witness a {X1}\nwitness b {Vkey("other.name", SignatureType.Cosignature, 11)}\nquorum none\n", "Line 2 of the policy file has a public key that is there already" },
        { $"witness a {X1} ftp://x.example\nquorum none\n", "has a URL that is not http or https" },
        { $"witness a {X1} w\nquorum none\n", "has a URL that is not http or https" },
        { $"witness a {X1}\ngroup g all\nquorum g\n", "is none of" },
        { $"witness a {X1}\ngroup g 0 a\nquorum g\n", "asks for neither all nor any nor 1 to 1" },
        { $"witness a {X1}\ngroup g 2 a\nquorum g\n", "asks for neither" },
        { $"witness a {X1}\ngroup g 01 a\nquorum g\n", "asks for neither" },
        { $"witness a {X1}\ngroup g any a a\nquorum g\n", "names 'a', which is a member already" },
        { $"witness a {X1}\ngroup g any a\ngroup h any a\nquorum g\n", "names 'a', which is a member already" },
        { $"witness a {X1}\ngroup g any a none\nquorum g\n", "names 'none', which no line before defines" },
        { $"group g any g\nquorum g\n", "names 'g', which no line before defines" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_with_its_line(string file, string words) => Parse(file).Problem!.Sentence.ShouldContain(words);

    private static Checked<PolicyFile> Parse(string file) => PolicyFile.Parse(Hex.Utf8(file));

    private static NoteSigner Signer(string name, SignatureType type, byte seed) => new(name, type, Enumerable.Repeat(seed, 32).ToArray());

    private static string Vkey(string name, SignatureType type, byte seed) => Signer(name, type, seed).Key.ToString();

    private static byte[] Note(params byte[] witnesses)
    {
        var text = new Checkpoint(Origin, 0, Rfc6962.EmptyRoot).ToText();
        NoteSigner[] signers = [Signer(Origin, SignatureType.Ed25519, 1), .. witnesses.Select(w => Signer(w > 20 ? "y.example" : "x.example", SignatureType.Cosignature, w))];
        return SignedNote.Create(text, signers.Select(s => s.Sign(text, 5))).OrThrow().ToBytes();
    }
}
