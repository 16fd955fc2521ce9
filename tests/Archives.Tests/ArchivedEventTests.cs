using System.Text;
using SharingHub.Archives.Format;

namespace SharingHub.Archives.Tests;

public sealed class ArchivedEventTests
{
    private const string Salt = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [Theory]
    [InlineData($$"""{"index":0,"salt":"{{Salt}}","envelope":"a\n"}""")]
    [InlineData($$"""{"index":7,"salt":"{{Salt}}","envelope":"a\n","body_salt":"{{Salt}}","body":"CA=="}""")]
    [InlineData($$"""{"index":7,"salt":"{{Salt}}","envelope":"","body_salt":"{{Salt}}","body":""}""")]
    [InlineData("""{"index":9,"erased":{"id":"018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10","stream":"record/a/listing/b","version":2}}""")]
    public void A_line_is_read_and_written_again_as_it_was(string line) =>
        Encoding.UTF8.GetString(Parse(line).OrThrow().ToLine()).ShouldBe(line);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"index":0}""")]
    [InlineData($$"""{"index":-1,"salt":"{{Salt}}","envelope":""}""")]
    [InlineData($$"""{"index":0.0,"salt":"{{Salt}}","envelope":""}""")]
    [InlineData($$"""{"index":0, "salt":"{{Salt}}","envelope":""}""")]
    [InlineData($$"""{"salt":"{{Salt}}","index":0,"envelope":""}""")]
    [InlineData($$"""{"index":0,"salt":"{{Salt}}","envelope":"","extra":1}""")]
    [InlineData($$"""{"index":0,"index":0,"salt":"{{Salt}}","envelope":""}""")]
    [InlineData("""{"index":0,"salt":"AAAA","envelope":""}""")]
    [InlineData($$"""{"index":0,"salt":"{{Salt}}","envelope":"","body":"CA=="}""")]
    [InlineData($$"""{"index":0,"salt":"{{Salt}}","envelope":"","body_salt":"{{Salt}}"}""")]
    [InlineData($$"""{"index":0,"salt":"{{Salt}}","envelope":"","body_salt":"AAAA","body":""}""")]
    [InlineData($$"""{"index":0,"salt":"{{Salt}}","envelope":"\u0061"}""")]
    [InlineData($$$"""{"index":0,"salt":"{{{Salt}}}","envelope":"","erased":{"id":"018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10","stream":"a/b","version":2}}""")]
    [InlineData("""{"index":9,"erased":{"id":"018F2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10","stream":"a/b","version":2}}""")]
    [InlineData("""{"index":9,"erased":7}""")]
    public void Another_spelling_or_another_shape_is_refused(string line) => Parse(line).Ok.ShouldBeFalse(line);

    [Fact]
    public void What_is_not_UTF_8_is_refused() =>
        ArchivedEvent.Parse(new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' }).Ok.ShouldBeFalse();

    private static Verification.Checked<ArchivedEvent> Parse(string line) => ArchivedEvent.Parse(Encoding.UTF8.GetBytes(line));
}
