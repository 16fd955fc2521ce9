using System.Diagnostics;
using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Running;
using SharingHub.Hub.Agreements.Deciding;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Figures;

/// <summary>
/// What deciding costs by itself: the hub's evaluator in this process, asked about the operation's records among agreements of one provider with
/// one recipient, each with conditions on content and a prohibition.
/// </summary>
internal sealed class Decision(int agreements, params Comparison[] beside) : Line($"decision-{agreements}", $"one decision among {agreements:#,0} agreements".Replace(',', ' '), beside)
{
    private const string Provider = "amazonia", Recipient = "customs";

    private const int Decisions = 1_000_000;

    // Long after the moment at which the runtime compiles what runs often for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private static readonly DateTimeOffset Now = new(2020, 11, 25, 0, 0, 0, TimeSpan.Zero);

    private Entitlement _entitlement = null!;
    private RecordFacts[] _facts = [];

    public override async Task PrepareAsync(Stage stage, CancellationToken cancellation)
    {
        _entitlement = Entitlement.Compile(Recipient, Purpose.BorderTargeting, Enumerable.Range(1, agreements).Select(Agreement));
        _facts = [.. (await stage.WorkloadAsync(cancellation)).Originals.Select(record => RecordFacts.Of(Provider, KindOf(record), record, Now))];
        if (!_facts.Any(facts => _entitlement.DecideRead(facts, Now) is not null) || _facts.All(facts => _entitlement.DecideRead(facts, Now) is not null))
            throw new MeasurementException("the agreements allow all or nothing");
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < WarmUp;)
            Decide(Decisions / 100);
    }

    public override async Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation)
    {
        var (took, allocated) = await pass.MeasureAsync(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            Decide(Decisions);
            return Task.FromResult((Stopwatch.GetElapsedTime(began), GC.GetAllocatedBytesForCurrentThread() - before));
        });
        return [new("µs", took.TotalMicroseconds / Decisions), new("bytes", (double)allocated / Decisions)];
    }

    private void Decide(int times)
    {
        for (var i = 0; i < times; i++)
            _entitlement.DecideRead(_facts[i % _facts.Length], Now);
    }

    // The kind that a record's body says: the numbers of the kinds are those of the bodies, less the envelope's.
    private static RecordKind KindOf(IntelRecord record) => (RecordKind)((int)record.BodyCase - (int)IntelRecord.BodyOneofCase.SellerAccount + 1);

    private static AgreementInForce Agreement(int number)
    {
        var terms = new AgreementTerms
        {
            Provider = Provider,
            Recipients = { Recipient },
            Grants =
            {
                Grant(new Conditions { MinConfidence = 1 + (uint)(number % 99) }, RecordKind.SellerAccount, RecordKind.Shipment),
                Grant(new Conditions { Brands = { $"brand-{number}", "Petra & Co" }, MinConfidence = 50 }, RecordKind.Listing, RecordKind.InventoryHold, RecordKind.Seizure),
            },
            Prohibitions = { new Prohibition { Kinds = { RecordKind.Shipment }, Conditions = new Conditions { Ports = { "USLAX" } } } },
        };
        return new AgreementInForce(new Guid(number, 0, 0, new byte[8]), 1, 1, terms, Now.AddDays(-1));
    }

    private static Grant Grant(Conditions conditions, params RecordKind[] kinds) => new()
    {
        Kinds = { kinds },
        Purposes = { Purpose.BorderTargeting },
        Read = new ReadUse { WithheldClasses = { FieldClass.Sensitive } },
        Ceiling = Tlp.AmberStrict,
        BackFill = BackFill.All,
        Onward = OnwardRule.None,
        Conditions = conditions,
    };
}
