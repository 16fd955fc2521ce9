using Grpc.Core;

namespace SharingHub.Integration.Tests.Hosting;

/// <summary>Which access tokens hold. Every one here is sent with the certificate that it was issued to, unless a test says otherwise.</summary>
public sealed class TokenTests(TheHub hub) : HubTests(hub)
{
    private const string Text = "a text, not an object";

    [Fact]
    public async Task A_token_of_the_issuer_holds_and_so_does_the_forges_copy_of_it()
    {
        var party = await Given.RetailerAsync();

        (await CallAsync(party, await party.TokenAsync())).Members.ShouldHaveSingleItem().Id.ShouldBe(party.Id);
        (await CallAsync(party, (await Forge.OfAsync(Hub, party)).SignedByIssuer())).Members.ShouldHaveSingleItem().Id.ShouldBe(party.Id);
    }

    [Fact]
    public async Task A_call_without_a_token_is_UNAUTHENTICATED()
    {
        var party = await Given.RetailerAsync();

        await Refused.WithAsync(StatusCode.Unauthenticated, "TOKEN_INVALID", () => CallAsync(party, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0..")]
    [InlineData("null")]
    [InlineData("漢")]
    public async Task Garbage_is_no_token(string token)
    {
        var party = await Given.RetailerAsync();

        await Refused.WithAsync(StatusCode.Unauthenticated, "TOKEN_INVALID", () => CallAsync(party, Uri.EscapeDataString(token)));
    }

    public static TheoryData<string, Action<System.Text.Json.Nodes.JsonObject>> Claims => new()
    {
        { "expired", c => (c["iat"], c["nbf"], c["exp"]) = (Forge.Now - 400, Forge.Now - 400, Forge.Now - 12) },
        { "not valid yet", c => c["nbf"] = Forge.Now + 60 },
        { "issued in the future", c => c["iat"] = Forge.Now + 61 },
        { "valid for ever", c => c["exp"] = 253402300799 },
        { "expiring beyond time", c => c["exp"] = 9_000_000_000_000_000_000 },
        { "without an expiry", c => c.Remove("exp") },
        { "for another audience", c => c["aud"] = "another-hub" },
        { "for the issuer itself", c => c["aud"] = c["iss"]!.GetValue<string>() },
        { "for nobody", c => c.Remove("aud") },
        { "of another issuer", c => c["iss"] = "https://issuer.example/" },
        { "of the issuer written otherwise", c => c["iss"] = c["iss"]!.GetValue<string>().TrimEnd('/') },
        { "of no issuer", c => c.Remove("iss") },
        { "of no client", c => c.Remove("client_id") },
    };

    [Theory]
    [MemberData(nameof(Claims), DisableDiscoveryEnumeration = true)]
    public async Task A_token_that_the_issuers_key_signed_but_that_says_the_wrong_thing_does_not_hold(string what, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var party = await Given.RetailerAsync();
        var token = (await Forge.OfAsync(Hub, party)).With(change).SignedByIssuer();

        var refused = await Refused.ByAsync(() => CallAsync(party, token));

        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated, what);
        refused.Reason().ShouldBe("TOKEN_INVALID", what);
    }

    public static TheoryData<string, Action<System.Text.Json.Nodes.JsonObject>> Bindings => new()
    {
        { "to nothing", c => c.Remove("cnf") },
        { "by a text", c => c["cnf"] = Text },
        { "by a number", c => c["cnf"] = new System.Text.Json.Nodes.JsonObject { ["x5t#S256"] = 7 } },
        { "by an empty object", c => c["cnf"] = new System.Text.Json.Nodes.JsonObject() },
        { "to another certificate", c => c["cnf"] = new System.Text.Json.Nodes.JsonObject { ["x5t#S256"] = "AAAA" } },
    };

    [Theory]
    [MemberData(nameof(Bindings), DisableDiscoveryEnumeration = true)]
    public async Task A_token_bound_otherwise_than_to_this_certificate_does_not_hold(string how, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var party = await Given.RetailerAsync();
        var token = (await Forge.OfAsync(Hub, party)).With(change).SignedByIssuer();

        var refused = await Refused.ByAsync(() => CallAsync(party, token));

        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated, how);
    }

    public static TheoryData<string, Func<Forge, string>> Signatures => new()
    {
        { "of nobody", f => f.WithoutSignature() },
        { "of another key under the issuer's key id", f => f.SignedByAnother() },
        { "of another key that it brings along", f => f.WithHeader(h => h["jku"] = "https://attacker.example/jwks").SignedByAnother() },
        { "with the public key as a secret, DER", f => f.SignedWithThePublicKey(k => k.ExportSubjectPublicKeyInfo()) },
        { "with the public key as a secret, PEM", f => f.SignedWithThePublicKey(k => System.Text.Encoding.ASCII.GetBytes(k.ExportSubjectPublicKeyInfoPem())) },
        { "of a key id that is a path", f => f.WithHeader(h => h["kid"] = "../../../dev/null").SignedByAnother() },
        { "of a key id that is SQL", f => f.WithHeader(h => h["kid"] = "' or 1=1 --").SignedByAnother() },
        { "of the issuer, on a token of another type", f => f.WithHeader(h => h["typ"] = "JWT").SignedByIssuer() },
        { "of the issuer, on a client's assertion", f => f.WithHeader(h => h["typ"] = "client-authentication+jwt").SignedByIssuer() },
        { "of the issuer, on a token without a type", f => f.WithHeader(h => h.Remove("typ")).SignedByIssuer() },
        { "of the issuer, on other claims", f => WithOtherClaims(f) },
    };

    [Theory]
    [MemberData(nameof(Signatures), DisableDiscoveryEnumeration = true)]
    public async Task A_token_with_any_other_signature_does_not_hold(string whose, Func<Forge, string> forge)
    {
        var party = await Given.RetailerAsync();
        var token = forge(await Forge.OfAsync(Hub, party));

        var refused = await Refused.ByAsync(() => CallAsync(party, token));

        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated, whose);
        refused.Reason().ShouldBe("TOKEN_INVALID", whose);
    }

    [Fact]
    public async Task Anothers_token_is_useless_without_anothers_certificate()
    {
        var (one, other) = (await Given.RetailerAsync(), await Given.RetailerAsync());
        var stolen = await one.TokenAsync();

        await Refused.WithAsync(StatusCode.Unauthenticated, "TOKEN_BOUND_TO_OTHER_CERTIFICATE", () => CallAsync(other, stolen));
        await Refused.WithAsync(StatusCode.Unauthenticated, "CERTIFICATE_REQUIRED", () => CallAsync(Given.Line(null), stolen));
    }

    [Fact]
    public async Task A_client_that_the_issuer_proves_and_the_hub_does_not_know_is_PERMISSION_DENIED()
    {
        var unknown = Given.Unregistered();
        var token = await unknown.TokenAsync(Purpose.BorderTargeting);

        await Refused.WithAsync(StatusCode.PermissionDenied, "CLIENT_UNKNOWN", () => CallAsync(unknown, token));
    }

    [Fact]
    public async Task A_client_that_the_hub_binds_to_another_certificate_is_PERMISSION_DENIED()
    {
        var (member, client) = (await Given.CarrierAsync(), Given.Unregistered());
        await Hub.Operator.Members.AddClientAsync(new AddClientRequest
        {
            MemberId = member.Id,
            ClientId = client.Credential.ClientId,
            Certificate = await File.ReadAllTextAsync(member.Credential.Certificate),
        });
        var token = await client.TokenAsync();

        await Refused.WithAsync(StatusCode.PermissionDenied, "CLIENT_UNKNOWN", () => CallAsync(client, token));
    }

    [Fact]
    public async Task A_watch_ends_when_its_token_does_with_a_cursor_to_go_on_from()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var expires = Forge.Now + 3;
        var token = (await Forge.OfAsync(Hub, shared.Recipient, Purpose.BorderTargeting)).With(c => c["exp"] = expires).SignedByIssuer();
        await using var watch = new Watch(shared.Recipient.Line.Disclosure.Subscribe(new SubscribeRequest { Query = Terms.Query() }, Line.With(token)));
        await watch.CaughtUpAsync();

        var (end, status, _) = await watch.EndAsync();
        var late = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(expires);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2"));

        late.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        end.Reason.ShouldBe(EndReason.TokenExpired);
        status.ShouldSay(StatusCode.Unauthenticated, "TOKEN_INVALID");
        (await shared.Recipient.PullAsync(cursor: end.Cursor)).Ids.ShouldBe(["l-2"]);
    }

    [Fact]
    public async Task Pulls_whose_token_runs_out_wherever_they_are_go_on_from_their_end_without_a_gap()
    {
        const int Pulls = 24;
        var shared = await Given.HubWithActiveAgreementAsync();
        var records = Records.Listings(600);
        await Given.RecordsAsync(shared.Provider, records);
        var token = (await Forge.OfAsync(Hub, shared.Recipient, Purpose.BorderTargeting)).With(c => c["exp"] = Forge.Now + 2).SignedByIssuer();

        var ended = await Task.WhenAll(Enumerable.Range(0, Pulls).Select(_ => PullUntilEndAsync(shared.Recipient, token)));

        ended.ShouldContain(pull => pull.End.Reason == EndReason.TokenExpired && pull.Ids.Any(), "some were on their way");
        foreach (var (ids, end) in ended)
        {
            end.Records.ShouldBe((ulong)ids.Count);
            var rest = await shared.Recipient.PullAsync(cursor: end.Cursor);
            ids.Concat(rest.Ids).ShouldBe(records.Select(r => r.Id), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task A_contributors_stream_ends_when_its_token_does()
    {
        var retailer = await Given.RetailerAsync();
        var token = (await Forge.OfAsync(Hub, retailer)).With(c => c["exp"] = Forge.Now + 2).SignedByIssuer();
        using var call = retailer.Line.Intake.Submit(Line.With(token));
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();

        await Refused.WithAsync(StatusCode.Unauthenticated, "TOKEN_INVALID", () => call.ResponseStream.MoveNext(default));
    }

    [Fact]
    public async Task A_client_gets_no_token_for_a_purpose_that_it_is_not_registered_for()
    {
        var agency = await Given.AgencyAsync();

        foreach (var scope in new[] { "purpose:oversight", "purpose:border_targeting purpose:oversight", "admin", "purpose:*" })
        {
            using var answer = await agency.Line.AskForTokenAsync(agency.Credential.ClientId, scope);
            ((int)answer.StatusCode).ShouldBe(400);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("invalid_scope");
        }
    }

    [Fact]
    public async Task Whether_a_client_exists_cannot_be_found_out_at_the_token_endpoint()
    {
        var (one, other) = (await Given.AgencyAsync(), await Given.AgencyAsync());

        using var wrongCertificate = await one.Line.AskForTokenAsync(other.Credential.ClientId, "");
        using var noSuchClient = await one.Line.AskForTokenAsync("nobody-main", "");

        noSuchClient.StatusCode.ShouldBe(wrongCertificate.StatusCode);
        (await noSuchClient.Content.ReadAsStringAsync()).ShouldBe(await wrongCertificate.Content.ReadAsStringAsync());
        wrongCertificate.IsSuccessStatusCode.ShouldBeFalse();
    }

    private static async Task<(List<string> Ids, End End)> PullUntilEndAsync(Party party, string token)
    {
        using var call = party.Line.Disclosure.Pull(new PullRequest { Query = Terms.Query(), PageSize = 1 }, Line.With(token));
        var ids = new List<string>();
        while (await call.ResponseStream.MoveNext(default))
        {
            if (call.ResponseStream.Current.End is { } end)
                return (ids, end);
            ids.AddRange(call.ResponseStream.Current.Page?.Views.Select(view => view.Name.Id) ?? []);
        }

        throw new InvalidOperationException("The pull ended without a marker.");
    }

    private static Task<MemberServiceListResponse> CallAsync(Party party, string? token) => CallAsync(party.Line, token);

    private static async Task<MemberServiceListResponse> CallAsync(Line line, string? token) =>
        await line.Members.ListAsync(new MemberServiceListRequest(), Line.With(token));

    private static string WithOtherClaims(Forge forge)
    {
        var signature = forge.SignedByIssuer().Split('.')[2];
        forge.Claims["scope"] = "purpose:oversight";
        var parts = forge.SignedByIssuer().Split('.');
        return $"{parts[0]}.{parts[1]}.{signature}";
    }
}
