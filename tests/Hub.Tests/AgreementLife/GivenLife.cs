using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using JasperFx.Events;
using SharingHub.Hub.Agreements;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.AgreementLife;

/// <summary>Agreements between one provider and two recipients, in every state of their life, folded from the events that lead there.</summary>
internal static class GivenLife
{
    public const string Provider = "amazonia", Customs = "customs", Centre = "ipcenter", Outsider = "bazaarly", Hub = "eu";

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When the validity of <see cref="Terms"/> ends.</summary>
    public static readonly DateTimeOffset ItsEnd = Noon.AddHours(1);

    /// <summary>Who the parties are; <see cref="Hub"/> is a peer hub.</summary>
    public static MemberDirectory Parties { get; } = new(
        new[] { Provider, Customs, Centre, Outsider, Hub }.Select(id => new MemberState { MemberId = id, Role = id == Hub ? MemberRole.PeerHub : MemberRole.Agency }));

    public static AgreementTerms Terms(Action<AgreementTerms>? change = null)
    {
        var terms = new AgreementTerms
        {
            Provider = Provider,
            Recipients = { Customs, Centre },
            ValidUntil = ItsEnd.ToTimestamp(),
            Grants =
            {
                new Grant
                {
                    Kinds = { RecordKind.Listing },
                    Purposes = { Purpose.BorderTargeting },
                    Read = new ReadUse(),
                    Ceiling = Tlp.Amber,
                    BackFill = BackFill.All,
                    Onward = OnwardRule.None,
                },
            },
        };
        change?.Invoke(terms);
        return terms;
    }

    public static AgreementTerms Narrower { get; } = Terms(t => t.Grants[0].Ceiling = Tlp.Green);

    public static AgreementTerms Narrowest { get; } = Terms(t => t.Grants[0].Ceiling = Tlp.Clear);

    private static readonly (string By, IMessage Body)[] Proposed = [(Provider, new AgreementProposed { Terms = Terms() })];

    private static readonly (string By, IMessage Body)[] InForce =
    [
        .. Proposed, Signs(Customs, 1), Signs(Centre, 1), (Centre, new AgreementCameIntoForce { Revision = 1 }),
    ];

    private static readonly (string By, IMessage Body)[] AmendedByProvider = [.. InForce, Amends(Provider, 2, Narrower)];

    public static IReadOnlyDictionary<string, AgreementState?> States { get; } = new Dictionary<string, AgreementState?>
    {
        ["no agreement"] = null,
        ["proposed"] = Fold(Proposed),
        ["proposed, customs signs last"] = Fold([.. Proposed, Signs(Centre, 1)]),
        ["proposed, signed by customs"] = Fold([.. Proposed, Signs(Customs, 1)]),
        ["in force"] = Fold(InForce),
        ["amendment of provider"] = Fold(AmendedByProvider),
        ["amendment, customs signs last"] = Fold([.. AmendedByProvider, Signs(Centre, 2)]),
        ["amendment of customs"] = Fold([.. InForce, Amends(Customs, 2, Narrower)]),
        ["amendment of customs, replaced"] = Fold([.. InForce, Amends(Customs, 2, Narrowest), Amends(Customs, 3, Narrower)]),
        ["amended"] = Fold([.. AmendedByProvider, Signs(Centre, 2), Signs(Customs, 2), (Customs, new AgreementCameIntoForce { Revision = 2 })]),
        ["suspended by customs"] = Fold([.. InForce, Suspends(Customs)]),
        ["suspended by provider"] = Fold([.. InForce, Suspends(Provider)]),
        ["suspended by both"] = Fold([.. InForce, Suspends(Provider), Suspends(Customs)]),
        ["suspended, amendment of provider"] = Fold([.. AmendedByProvider, Suspends(Customs)]),
        ["terminated"] = Fold([.. AmendedByProvider, (Provider, new AgreementTerminated { Member = Provider, Reason = "over" })]),
        ["expired"] = Fold([.. InForce, (Provider, new AgreementExpired { Revision = 1 })]),
        ["expired as a proposal"] = Fold([.. Proposed, (Provider, new AgreementExpired { Revision = 1 })]),
    };

    public static (string By, IMessage Body) Signs(string member, uint revision) => (member, new AgreementCountersigned { Revision = revision, Member = member });

    public static (string By, IMessage Body) Amends(string member, uint revision, AgreementTerms terms) =>
        (member, new AgreementAmended { Revision = revision, Terms = terms });

    public static (string By, IMessage Body) Suspends(string member) => (member, new AgreementSuspended { Member = member, Reason = $"{member} looks into it" });

    public static AgreementState Fold(params IEnumerable<(string By, IMessage Body)> events)
    {
        var state = new AgreementState();
        foreach (var (by, body) in events)
            state.Follow(by, body, Noon.AddMinutes(-30));
        return state;
    }

    /// <summary>What the event store does with one more event.</summary>
    public static void Follow(this AgreementState state, string by, IMessage body, DateTimeOffset at)
    {
        state.Version++;
        switch (body)
        {
            case AgreementProposed proposed: state.Apply(Event(proposed, by, at)); break;
            case AgreementAmended amended: state.Apply(Event(amended, by, at)); break;
            case AgreementCountersigned signed: state.Apply(Event(signed, by, at)); break;
            case AgreementCameIntoForce inForce: state.Apply(Event(inForce, by, at)); break;
            case AgreementSuspended suspended: state.Apply(Event(suspended, by, at)); break;
            case AgreementResumed resumed: state.Apply(Event(resumed, by, at)); break;
            case AgreementTerminated terminated: state.Apply(Event(terminated, by, at)); break;
            case AgreementExpired expired: state.Apply(Event(expired, by, at)); break;
            default: throw new ArgumentException($"{body.Descriptor.Name} is no event of an agreement.", nameof(body));
        }
    }

    private static Event<T> Event<T>(T body, string by, DateTimeOffset at)
        where T : notnull => new(body)
        {
            StreamKey = "agreement/019a5f0e-4f0b-7c6e-9d0c-0d6a2f1b3c4d",
            Timestamp = at,
            Headers = new Dictionary<string, object> { ["member"] = by, ["actor"] = $"client:{by}/main" },
        };
}
