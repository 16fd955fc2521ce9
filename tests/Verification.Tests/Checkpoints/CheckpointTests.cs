using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Merkle;

namespace SharingHub.Verification.Tests.Checkpoints;

public sealed class CheckpointTests
{
    private const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Theory]
    [InlineData("example.com/log\n0\n" + Root + "\n")]
    [InlineData("example.com/log\n9223372036854775807\n" + Root + "\n")]
    [InlineData("a log + its spaces\n12\n" + Root + "\none\ntwo\n")]
    public void A_checkpoint_is_read_and_written_back(string text) => Checkpoint.Parse(text).OrThrow().ToText().ShouldBe(text);

    [Fact]
    public void Its_parts_are_the_origin_the_size_and_the_root()
    {
        var checkpoint = Checkpoint.Parse($"example.com/log\n12\n{Root}\nmore\n").OrThrow();
        (checkpoint.Origin, checkpoint.Size, checkpoint.Root).ShouldBe(("example.com/log", 12, Rfc6962.EmptyRoot));
        checkpoint.Extensions.ShouldBe(["more"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a\n1\n" + Root)]
    [InlineData("a\n1\n")]
    [InlineData("\n1\n" + Root + "\n")]
    [InlineData("a\n\n" + Root + "\n")]
    [InlineData("a\n01\n" + Root + "\n")]
    [InlineData("a\n+1\n" + Root + "\n")]
    [InlineData("a\n-1\n" + Root + "\n")]
    [InlineData("a\n1 \n" + Root + "\n")]
    [InlineData("a\n 1\n" + Root + "\n")]
    [InlineData("a\n1.0\n" + Root + "\n")]
    [InlineData("a\n1e3\n" + Root + "\n")]
    [InlineData("a\n0x1\n" + Root + "\n")]
    [InlineData("a\n\u0661\n" + Root + "\n")]
    [InlineData("a\n9223372036854775808\n" + Root + "\n")]
    [InlineData("a\n1\n" + Root + " \n")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n")]
    [InlineData("a\n1\n47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS\n")]
    [InlineData("a\n1\n" + Root + "\n\n")]
    [InlineData("a\r\n1\r\n" + Root + "\r\n")]
    public void A_malformed_checkpoint_is_refused(string text) => Checkpoint.Parse(text).Ok.ShouldBeFalse();
}
