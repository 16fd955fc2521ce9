using SharingHub.Identity.Tests.Tokens;

namespace SharingHub.Identity.Tests.Hosting;

public sealed class OutputTests(RunningIdentity identity)
{
    [Fact]
    public async Task No_assertion_and_no_token_is_ever_written_to_the_log()
    {
        using var customs = identity.Caller(identity.Customs);
        var accepted = new Assertion("customs-main").Es256(identity.Customs);
        var forged = new Assertion("customs-main").Es256(identity.Parcelwing);
        var expired = new Assertion("customs-main").With("exp", Assertion.Now - 1).Es256(identity.Customs);
        var token = (await customs.TokenAsync(assertion: accepted)).Token;
        (await customs.TokenAsync(assertion: accepted)).ShouldBeRefused("invalid_client", "used before");
        (await customs.TokenAsync(assertion: forged)).ShouldBeRefused("invalid_client", "not the registered one");
        (await customs.TokenAsync(assertion: expired)).ShouldBeRefused("invalid_client", "`exp`");

        // The log does name the refusal, so it was being written while we looked.
        identity.Output.ShouldContain("Refused a token to customs-main");
        foreach (var part in new[] { accepted, forged, expired, token.Text }.SelectMany(text => text.Split('.')).Where(part => part.Length > 40))
            identity.Output.ShouldNotContain(part);
    }
}
