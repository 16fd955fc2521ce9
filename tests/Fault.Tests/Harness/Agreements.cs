using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Fault.Tests.Harness;

internal static class Agreements
{
    /// <summary>Ends the agreement by which the provider gives to this recipient alone, as the provider.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> TerminateAsync(HubConnection provider, string recipient)
    {
        var stop = TestContext.Current.CancellationToken;
        var all = await provider.Agreements.ListAsync(new AgreementServiceListRequest { InForceOnly = true }, cancellationToken: stop);
        var agreement = all.Agreements.Single(one => $"{one.Terms.Provider}-main" == provider.Options.ClientId && one.Terms.Recipients.SequenceEqual([recipient]));
        await provider.Agreements.TerminateAsync(
            new TerminateRequest { AgreementId = agreement.Id, Reason = "The operation is over." }, cancellationToken: stop);
        return agreement.Id;
    }
}
