using SharingHub.Sdk;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>A retailer of one hub whose records reach an agency of another, and what both signed.</summary>
/// <param name="Agreement">Of the retailer and the far hub, at the retailer's.</param>
/// <param name="Carried">What the agency signed at its own hub.</param>
internal sealed record Crossing(HubPair Pair, Given There, Given Here, Party Retailer, Party Agency, Party Other, Agreement Agreement, Agreement Carried) : IAsyncDisposable
{
    /// <summary>The retailer's name at the agency's hub.</summary>
    public string Contributor => $"{Retailer.Id}@{HubPair.Origins}";

    public static async Task<Crossing> BeginAsync(HubPair pair, Action<Grant>? but = null)
    {
        var (there, here) = (new Given(pair.Origin), new Given(pair.Far));
        var (retailer, agency, other) = (await there.RetailerAsync(), await here.AgencyAsync(), await here.AgencyAsync());
        await using var far = new Party(pair.Origin, OriginHub.Far.Id, pair.Origin.Ready.Members[OriginHub.Far.Id]);
        var agreement = await Given.AgreementAsync(retailer, far, Terms(retailer, agency, but));
        var carried = await CarriedAsync(agency, agreement.Id, a => a.Status == AgreementStatus.Proposed);
        carried = await agency.CountersignAsync(carried.Id, carried.Revision);
        carried.Status.ShouldBe(AgreementStatus.InForce);
        return new Crossing(pair, there, here, retailer, agency, other, agreement, carried);
    }

    public static AgreementTerms Terms(Party retailer, Party agency, Action<Grant>? but = null)
    {
        var grant = new Grant
        {
            Kinds = { RecordKind.Listing, RecordKind.SellerAccount },
            Purposes = { Purpose.OnwardSharing },
            Read = new ReadUse { WithheldClasses = { FieldClass.Sensitive } },
            Ceiling = Tlp.Amber,
            BackFill = BackFill.All,
            Onward = OnwardRule.Named,
            OnwardGrants =
            {
                new OnwardGrant
                {
                    Members = { $"{agency.Id}@{OriginHub.Far.Id}" },
                    Purposes = { Purpose.BorderTargeting },
                    Read = new ReadUse { WithheldClasses = { FieldClass.Personal } },
                },
            },
        };
        but?.Invoke(grant);
        return new AgreementTerms { Provider = retailer.Id, Recipients = { OriginHub.Far.Id }, Grants = { grant }, PermittedUse = "For the border alone." };
    }

    /// <summary>The agreement at the agency's hub that carries one of the retailer's, once it is as asked.</summary>
    public static async Task<Agreement> CarriedAsync(Party agency, string origin, Func<Agreement, bool> when)
    {
        Agreement? found = null;
        await Eventually.IsTrueAsync(
            async () => (found = (await agency.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements
                .LastOrDefault(a => a.Terms.Grants[0].Origin?.AgreementId == origin && when(a))) is not null,
            "the agreement is carried as it is at the peer");
        return found!;
    }

    public Task<Agreement> CarriedAsync(Func<Agreement, bool> when) => CarriedAsync(Agency, Agreement.Id, when);

    /// <summary>What the agency may read now, once it is as asked.</summary>
    public async Task<Pulled> UntilAsync(Func<Pulled, bool> when, string what)
    {
        Pulled? pulled = null;
        await Eventually.IsTrueAsync(async () => (pulled = await PullAsync()) is not null && when(pulled), what);
        return pulled!;
    }

    /// <summary>Null when the agreement was stopped while it was pulled under.</summary>
    private async Task<Pulled?> PullAsync()
    {
        try
        {
            return await Agency.PullAsync();
        }
        catch (HubException stopped) when (stopped is { StatusCode: Grpc.Core.StatusCode.PermissionDenied, Reason: "STATE_NOT_ALLOWED" })
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await There.DisposeAsync();
        await Here.DisposeAsync();
    }
}
