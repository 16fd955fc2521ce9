using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>What a subscription yields: <see cref="PageReceived"/>, <see cref="CaughtUpReached"/>, <see cref="AgreementChanged"/>, <see cref="InspectionChanged"/>, <see cref="LeadsChanged"/>, last <see cref="SubscriptionEnded"/>.</summary>
public abstract record SubscriptionEvent
{
    private protected SubscriptionEvent()
    {
    }
}

/// <summary>Records and notices. The cursor is stored when the consumer asks for the next event, so a page may come again after a crash, and none is lost.</summary>
public sealed record PageReceived(Page Page) : SubscriptionEvent;

/// <summary>All that was there has come; what follows is new. Said once at the start, and again after what a break had held up.</summary>
public sealed record CaughtUpReached(string Cursor) : SubscriptionEvent;

/// <summary>One of several agreements changed; the subscription goes on under the others.</summary>
public sealed record AgreementChanged(AgreementNotice Notice) : SubscriptionEvent;

/// <summary>One of the caller's own inspections, as it is now; only a watch of inspections yields it.</summary>
public sealed record InspectionChanged(OwnInspection Inspection) : SubscriptionEvent;

/// <summary>Leads that are new or changed, and shipments that are leads no more; only a watch of leads yields it.</summary>
public sealed record LeadsChanged(LeadPage Page) : SubscriptionEvent;

/// <summary>The subscription is over, and subscribing again would not help: see the reason.</summary>
public sealed record SubscriptionEnded(End End) : SubscriptionEvent;
