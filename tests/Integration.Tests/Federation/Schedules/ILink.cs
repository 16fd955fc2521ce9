namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>What lies between two hubs, and may be spoilt. Each spoils it further, until it is healed.</summary>
internal interface ILink
{
    /// <summary>Nothing comes through, either way.</summary>
    Task CutAsync();

    /// <summary>Nothing comes through one way; neither hub is told.</summary>
    Task MuteAsync(Way way);

    /// <summary>All comes so much later.</summary>
    Task DelayAsync(TimeSpan delay);

    /// <summary>A share of what is sent is lost, from 0 to 1.</summary>
    Task LoseAsync(double share);

    Task HealAsync();
}
