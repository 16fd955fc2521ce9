namespace SharingHub.Hub.Disclosure;

/// <summary>What a peer hub passed on, as history holds it, and when its recipient there said that it holds the page.</summary>
internal sealed record PastOnward(string Hub, OnwardEvent Event, DateTimeOffset? AcknowledgedAt)
{
    /// <summary>The recipient as it is called here.</summary>
    public string Recipient => $"{Event.Recipient}@{Hub}";
}
