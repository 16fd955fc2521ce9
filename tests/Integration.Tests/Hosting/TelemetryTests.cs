namespace SharingHub.Integration.Tests.Hosting;

/// <summary>What the hub exports is there to be looked at; that no record is in it is looked at when all tests are over (LogCheck).</summary>
public sealed class TelemetryTests(TheHub hub) : HubTests(hub)
{
    [Fact]
    public async Task Calls_and_statements_are_traced_and_disclosures_counted()
    {
        var shared = await Given.HubWithActiveAgreementAsync();
        await Given.RecordsAsync(shared.Provider, Records.Listing("l-1"));
        (await shared.Recipient.PullAsync()).Views.ShouldHaveSingleItem();

        await ArrivesAsync("traces", "sharinghub.v1.DisclosureService");
        await ArrivesAsync("traces", "disclosure.disclosed");
        await ArrivesAsync("metrics", "sharinghub.disclosure.records");
        await ArrivesAsync("metrics", shared.Recipient.Id);
    }

    private Task ArrivesAsync(string signal, string text) =>
        Eventually.IsTrueAsync(() => Task.FromResult(Hub.Telemetry.Received(signal).Contains(text, StringComparison.Ordinal)), $"{signal} name {text}");
}
