using Grpc.Core;
using SharingHub.Verification.Notes;

namespace SharingHub.Integration.Tests.Members;

public sealed class SigningKeyTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Keys_are_listed_with_their_state_and_adding_or_revoking_again_changes_nothing()
    {
        var retailer = await Given.RetailerAsync();
        var (old, fresh) = (await Hub.SigningKeyAsync(retailer, "2026"), await Hub.SigningKeyAsync(retailer, "2027"));
        await Hub.RevokeAsync(retailer, old);
        var held = (await Hub.Operator.Members.RevokeSigningKeyAsync(Revoke(retailer.Id, old.Key))).Member;

        held.SigningKeys.ShouldBe(
            [new SigningKey { VerifierKey = old.Key.ToString(), Revoked = true }, new SigningKey { VerifierKey = fresh.Key.ToString() }], ignoreOrder: true);
        (await Hub.Operator.Members.AddSigningKeyAsync(Add(retailer.Id, fresh.Key.ToString()))).Member.ShouldBe(held);
        (await retailer.Hub.Members.ListAsync(new MemberServiceListRequest())).Members.ShouldHaveSingleItem().SigningKeys.ShouldBe(held.SigningKeys);
    }

    [Fact]
    public async Task A_revoked_key_does_not_come_back()
    {
        var retailer = await Given.RetailerAsync();
        var signer = await Hub.SigningKeyAsync(retailer);
        await Hub.RevokeAsync(retailer, signer);

        await Refused.WithAsync(StatusCode.FailedPrecondition, "STATE_NOT_ALLOWED", () => Hub.Operator.Members.AddSigningKeyAsync(Add(retailer.Id, signer.Key.ToString())).ResponseAsync);
    }

    [Fact]
    public async Task What_is_no_sound_key_of_the_member_is_refused()
    {
        var retailer = await Given.RetailerAsync();
        foreach (var key in new[]
        {
            "", "no key",
            NoteSigner.Generate(retailer.Id, SignatureType.Cosignature).Key.ToString(),
            NoteSigner.Generate("someone-else", SignatureType.Ed25519).Key.ToString(),
            NoteSigner.Generate($"{retailer.Id}/a/b", SignatureType.Ed25519).Key.ToString(),
            new VerifierKey(retailer.Id, SignatureType.Ed25519, [1, .. new byte[31]]).ToString(),
        })
        {
            var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "REQUEST_INVALID", () => Hub.Operator.Members.AddSigningKeyAsync(Add(retailer.Id, key)).ResponseAsync);
            refused.Fields().ShouldBe(["verifier_key"], key);
        }
    }

    [Fact]
    public async Task Keys_of_nobody_are_neither_added_nor_revoked()
    {
        var (retailer, key) = (await Given.RetailerAsync(), NoteSigner.Generate("nobody-here", SignatureType.Ed25519).Key);

        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => Hub.Operator.Members.AddSigningKeyAsync(Add("nobody-here", key.ToString())).ResponseAsync);
        await Refused.WithAsync(StatusCode.NotFound, "NOT_FOUND", () => Hub.Operator.Members.RevokeSigningKeyAsync(Revoke(retailer.Id, key)).ResponseAsync);
    }

    [Fact]
    public async Task Members_and_auditors_bind_no_keys()
    {
        foreach (var party in new[] { await Given.RetailerAsync(), await Given.AuditorAsync() })
        {
            var key = NoteSigner.Generate(party.Id, SignatureType.Ed25519).Key;
            await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => party.Hub.Members.AddSigningKeyAsync(Add(party.Id, key.ToString())).ResponseAsync);
            await Refused.WithAsync(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", () => party.Hub.Members.RevokeSigningKeyAsync(Revoke(party.Id, key)).ResponseAsync);
        }
    }

    private static AddSigningKeyRequest Add(string member, string key) => new() { MemberId = member, VerifierKey = key };

    private static RevokeSigningKeyRequest Revoke(string member, VerifierKey key) => new() { MemberId = member, VerifierKey = key.ToString() };
}
