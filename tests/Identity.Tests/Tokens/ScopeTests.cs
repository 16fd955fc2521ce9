using SharingHub.Identity.Tests.Hosting;

namespace SharingHub.Identity.Tests.Tokens;

public sealed class ScopeTests(RunningIdentity identity)
{
    [Fact]
    public async Task Without_a_scope_asked_for_the_token_holds_none()
    {
        using var parcelwing = identity.Caller(identity.Parcelwing);
        (await parcelwing.TokenAsync("parcelwing-main")).Token.Scope.ShouldBeNull();
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync("customs-main")).Token.Scope.ShouldBeNull();
    }

    [Theory]
    [InlineData("purpose:criminal_investigation")]
    [InlineData("purpose:border_targeting purpose:criminal_investigation")]
    [InlineData("purpose:nothing_like_it")]
    [InlineData("openid")]
    [InlineData("PURPOSE:BORDER_TARGETING")]
    public async Task A_scope_that_the_client_is_not_registered_for_is_refused(string scope)
    {
        using var customs = identity.Caller(identity.Customs);
        (await customs.TokenAsync("customs-main", scope)).ShouldBeRefused("invalid_scope", "not registered");
    }
}
