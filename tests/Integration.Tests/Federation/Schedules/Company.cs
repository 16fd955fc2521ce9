using Grpc.Core;
using SharingHub.Sdk;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>Who takes part in one schedule: a retailer of the origin with two clients, the far hub as its recipient there, an agency of the far hub, and an auditor of the origin.</summary>
internal sealed class Company : IAsyncDisposable
{
    private Company(HubPair pair, (Given There, Given Here) given, (Party Retailer, Party Second, Party Agency, Party Auditor) parties)
    {
        (Pair, There, Here) = (pair, given.There, given.Here);
        (Retailer, Second, Agency, Auditor) = parties;
        Far = new Party(pair.Origin, OriginHub.Far.Id, pair.Origin.Ready.Members[OriginHub.Far.Id]);
        Truth = new Truth(AgencyThere);
        Onlooker = new Onlooker(Agency, Contributor, Truth);
    }

    public HubPair Pair { get; }

    public Given There { get; }

    public Given Here { get; }

    public Party Retailer { get; }

    /// <summary>The retailer's other client.</summary>
    public Party Second { get; }

    public Party Agency { get; }

    public Party Far { get; }

    public Party Auditor { get; }

    public Truth Truth { get; }

    public Onlooker Onlooker { get; }

    /// <summary>Between the retailer and the far hub, as it stands at the origin; null while there is none.</summary>
    public Agreement? Agreement { get; set; }

    /// <summary>The retailer's name at the far hub.</summary>
    public string Contributor => $"{Retailer.Id}@{HubPair.Origins}";

    /// <summary>The agency's name at the origin.</summary>
    public string AgencyThere => $"{Agency.Id}@{OriginHub.Far.Id}";

    /// <param name="auditor">Of the origin.</param>
    public static async Task<Company> MeetAsync(HubPair pair, Party auditor)
    {
        var (there, here) = (new Given(pair.Origin), new Given(pair.Far));
        var retailer = await there.RetailerAsync();
        return new Company(pair, (there, here), (retailer, await there.SecondClientAsync(retailer), await here.AgencyAsync(), auditor));
    }

    /// <summary>The retailer's agreements as the far hub carries them.</summary>
    public async Task<IReadOnlyList<Agreement>> CarriedAsync() =>
        [.. (await Agency.Hub.Agreements.ListAsync(new AgreementServiceListRequest())).Agreements.Where(a => a.Terms.Provider == Contributor)];

    /// <summary>The agency signs whatever lies before it.</summary>
    public async Task SignAsync()
    {
        foreach (var carried in (await CarriedAsync()).Where(a => a.Status == AgreementStatus.Proposed || a.Amendment is not null))
        {
            try
            {
                await Agency.CountersignAsync(carried.Id, carried.Amendment?.Revision ?? carried.Revision);
            }
            catch (HubException moved) when (moved.StatusCode is StatusCode.Aborted or StatusCode.FailedPrecondition)
            {
                // Its terms changed, or it ended, since it was read.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Onlooker.DisposeAsync();
        await Far.DisposeAsync();
        await There.DisposeAsync();
        await Here.DisposeAsync();
    }
}
