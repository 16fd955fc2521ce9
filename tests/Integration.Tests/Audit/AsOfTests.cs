namespace SharingHub.Integration.Tests.Audit;

/// <summary>Who was entitled to what, and every disclosure decided again.</summary>
public sealed class AsOfTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Who_was_entitled_is_answered_for_any_moment()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var name = new RecordName { Contributor = shared.Provider.Id, Kind = RecordKind.Listing, Id = "l-1" };
        var then = await Given.InAsync(TimeSpan.Zero);
        await Given.TerminatedAsync(shared.Provider, shared.Agreement);
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-2"));

        var now = await shared.Provider.Hub.Audit.EntitlementsAsync(new EntitlementsRequest { Record = name });
        var past = await shared.Provider.Hub.Audit.EntitlementsAsync(new EntitlementsRequest { Record = name, AsOf = new AsOf { Time = then } });
        var before = await shared.Provider.Hub.Audit.EntitlementsAsync(new EntitlementsRequest { Record = name, AsOf = new AsOf { Index = 0 } });

        now.Entitlements.ShouldBeEmpty();
        before.Entitlements.ShouldBeEmpty();
        var one = past.Entitlements.ShouldHaveSingleItem();
        (one.Recipient, one.Purpose, one.AgreementId).ShouldBe((shared.Recipient.Id, Purpose.BorderTargeting, shared.Agreement.Id));
    }

    [Fact]
    public async Task A_member_is_told_what_it_was_entitled_to_and_not_what_others_were()
    {
        var shared = await Given.HubWithActiveAgreementAsync();

        var own = await shared.Recipient.Hub.Audit.EntitlementsAsync(new EntitlementsRequest { Member = shared.Recipient.Id });

        own.Entitlements.Select(e => e.Kind).ShouldBe([RecordKind.Listing, RecordKind.SellerAccount], ignoreOrder: true);
        (await Refused.ByAsync(() => shared.Provider.Hub.Audit.EntitlementsAsync(new EntitlementsRequest { Member = shared.Recipient.Id }).ResponseAsync))
            .StatusCode.ShouldBe(Grpc.Core.StatusCode.NotFound);
    }

    [Fact]
    public async Task Every_disclosure_decided_again_comes_out_as_recorded()
    {
        var shared = await Given.HubWithActiveAgreementAsync(Terms.Grant(g => g.Read.WithheldClasses.Add(FieldClass.Personal)));
        await Given.RecordsAsync(shared.Provider, Records.Listings(5));
        await shared.Recipient.PullAsync();
        // A better grant, an end, and a retraction: none of them may change what was right before.
        var better = await Given.AgreementAsync(shared.Provider, shared.Recipient);
        await shared.Recipient.PullAsync();
        await Given.TerminatedAsync(shared.Provider, shared.Agreement);
        await Given.RetractedAsync(shared.Provider, RecordKind.Listing, "l-1");
        await shared.Recipient.PullAsync();
        await Given.TerminatedAsync(shared.Recipient, better);

        var (differences, end) = await RecheckAsync();

        differences.ShouldBeEmpty();
        end.Records.ShouldBeGreaterThanOrEqualTo(14u);
    }

    [Fact]
    public async Task A_disclosure_whose_kept_facts_were_changed_is_found()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        var disclosure = Guid.Parse((await shared.Recipient.PullAsync()).Pages.Single().Disclosures.Single().DisclosureId);
        var bytes = await BodyAsync(disclosure);
        var changed = Disclosed.Parser.ParseFrom(bytes);
        changed.Records[0].Grant = 2;
        await SetBodyAsync(disclosure, Google.Protobuf.MessageExtensions.ToByteArray(changed));
        try
        {
            var (differences, _) = await RecheckAsync();

            var found = differences.ShouldHaveSingleItem();
            found.DisclosureId.ShouldBe(disclosure.ToString("D"));
            found.Recorded.ShouldStartWith("grant 2");
            found.Decided.ShouldStartWith("grant 1");
        }
        finally
        {
            await SetBodyAsync(disclosure, bytes);
        }
    }

    private async Task<(List<RecheckDifference> Differences, RecheckEnd End)> RecheckAsync()
    {
        using var call = (await Given.AuditorAsync()).Hub.Audit.Recheck(new RecheckRequest());
        var differences = new List<RecheckDifference>();
        RecheckEnd? end = null;
        while (await call.ResponseStream.MoveNext(default))
        {
            if (call.ResponseStream.Current.Difference is { } difference)
                differences.Add(difference);
            end = call.ResponseStream.Current.End;
        }

        return (differences, end.ShouldNotBeNull());
    }

    private async Task<byte[]> BodyAsync(Guid id)
    {
        await using var command = Hub.Database.CreateCommand("select bdata from history.mt_events where id = $1");
        command.Parameters.AddWithValue(id);
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    private async Task SetBodyAsync(Guid id, byte[] body)
    {
        await using var command = Hub.Database.CreateCommand("update history.mt_events set bdata = $2 where id = $1");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(body);
        await command.ExecuteNonQueryAsync();
    }
}
