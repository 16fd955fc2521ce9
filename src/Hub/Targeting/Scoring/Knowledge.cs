using SharingHub.Hub.Correlation;
using SharingHub.Hub.Correlation.Comparing;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Correlation.Mentions;
using SharingHub.Hub.Targeting.Scoring.Learning;
using SharingHub.V1;

namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>What has been learned from records in their order. It only grows; to take something out is to learn anew from the rest.</summary>
internal sealed class Knowledge
{
    // Before any consignment has come: as if one in fifty were tied.
    private const double PriorConsignments = 50;

    private readonly CorrelationEngine correlation;
    private readonly Dictionary<string, KnownRecord> intelligence = [];
    private readonly Dictionary<string, Counted> counted = [];
    private readonly Accused accused;
    private readonly AccusedCarriage carriage;
    private readonly SharedParties shared = new();
    private readonly GoodsPattern goods = new();
    private readonly Outcomes outcomes = new();
    private readonly Lessons lessons = new();
    private readonly Trust taught;
    private double allTies = 1;

    public Knowledge(IEnumerable<JoinToken> benign, RejectedLinks rejected)
    {
        taught = Trust.Taught(lessons);
        correlation = new CorrelationEngine(benign, rejected);
        accused = new Accused(correlation, rejected, intelligence);
        carriage = new AccusedCarriage(rejected);
        Links = new LinkBook(correlation);
    }

    public LinkBook Links { get; }

    public YieldFigures Yield() => lessons.Yield();

    public LeadScore? Observe(KnownRecord record)
    {
        if (record.Kind == RecordKind.Shipment)
        {
            var ties = TiesOf(record, first: true, taught);
            var score = Weigh(record, ties, null, taught);
            Count(record, ties);
            foreach (var outcome in outcomes.Arrive(record)) Teach(outcome, record);
            return score;
        }
        if (record.Outcome is not null && outcomes.ConsignmentOf(record) is { } examined) Teach(record, examined);
        intelligence.Add(record.Name, record);
        // What belongs to an account adds to what is said of it; only who has a name, an address or a number of its own is compared.
        Links.Observe(record.Name, record.Unnameable, record.Mentions.Parties.Where(party => party.Name is not null || party.Addresses.Length > 0));
        accused.Observe(record);
        carriage.Observe(record);
        return null;
    }

    public LeadScore Score(KnownRecord consignment) => Score(consignment, taught);

    private void Teach(KnownRecord outcome, KnownRecord consignment)
    {
        lessons.Teach(outcome.Outcome!, Score(consignment, Trust.Before(outcome.Outcome!.ExaminedAt)));
        // What was found takes the place of what others' ties made likely: whoever shares in it shares in that.
        var before = counted[consignment.Name];
        var found = before with { TieOfOthers = [.. before.TieOfOthers.Select(_ => outcome.Outcome.Seized ? 1.0 : 0.0)] };
        Count(consignment, before, -1);
        Count(consignment, found, 1);
        counted[consignment.Name] = found;
        for (var i = 0; i < found.TieOfOthers.Length; i++)
            shared.Support(consignment.Mentions.Parties[i], new Supporting(consignment.Name, found.TieOfOthers[i], [outcome.Name]));
    }

    private LeadScore Score(KnownRecord consignment, Trust trust)
    {
        var own = counted[consignment.Name];
        Count(consignment, own, -1);
        var score = Weigh(consignment, TiesOf(consignment, first: false, trust), own.Tie, trust);
        Count(consignment, own, 1);
        return score;
    }

    private Ties TiesOf(KnownRecord consignment, bool first, Trust trust)
    {
        var byParty = new Tie?[consignment.Mentions.Parties.Length];
        for (var i = 0; i < byParty.Length; i++) byParty[i] = TieOf(consignment.Mentions.Parties[i], consignment.Name, first, trust);
        return new Ties(byParty, carriage.Naming(consignment, trust));
    }

    private Tie? TieOf(Mention party, string consignment, bool first, Trust trust)
    {
        var matches = first ? correlation.Compare(party, consignment) : correlation.Find(party, consignment);
        return accused.Reaching(matches, consignment, trust) is { } reached
            ? new Tie(party, correlation.MentionOf(reached.First.Mention), reached.First.Pattern, reached.Strength, reached.Path)
            : null;
    }

    private void Count(KnownRecord consignment, Ties ties)
    {
        var parties = consignment.Mentions.Parties;
        var count = new Counted(ties.Strength, [.. Enumerable.Range(0, parties.Length).Select(ties.StrengthWithout)]);
        counted.Add(consignment.Name, count);
        goods.Count(consignment.Goods, count.Tie);
        allTies += count.Tie;
        Count(consignment, count, 1);
        for (var i = 0; i < parties.Length; i++)
        {
            if (count.TieOfOthers[i] > 0) shared.Support(parties[i], new Supporting(consignment.Name, count.TieOfOthers[i], ties.RecordsWithout(i)));
        }
    }

    private void Count(KnownRecord consignment, Counted count, int sign)
    {
        for (var i = 0; i < count.TieOfOthers.Length; i++) shared.Count(consignment.Mentions.Parties[i], count.TieOfOthers[i], sign);
    }

    private LeadScore Weigh(KnownRecord consignment, Ties ties, double? countedTie, Trust trust)
    {
        var usual = (allTies - (countedTie ?? 0)) / (counted.Count + PriorConsignments);
        var start = LogOdds(usual);
        var reasons = new List<ScoreReason>();
        var free = 1 - usual;
        var soFar = start;

        if (ties.Carriage is { } carried)
            Add(ScoreReasonKind.AccusedCarriage, "shipment.waybill", carried.Strength, [carried.Naming.Name]);
        for (var i = 0; i < ties.ByParty.Length; i++)
        {
            var party = consignment.Mentions.Parties[i];
            var share = shared.ShareOf(party) * trust.OfKind(ScoreReasonKind.SharedParty);
            if (ties.ByParty[i] is { } tie && tie.Strength >= share)
            {
                var (fields, withheld) = Agreeing(tie, consignment.Unnameable);
                Add(ScoreReasonKind.AccusedParty, party.Field, tie.Strength, tie.Path, fields, withheld);
            }
            else if (share > usual)
            {
                Add(ScoreReasonKind.SharedParty, party.Field, share, [], support: shared.SupportOf(party, consignment.Name));
            }
        }

        var goodsWeight = goods.Weigh(consignment.Goods, countedTie);
        // What points at consignments is examined and may be found unreliable; what speaks against them is not.
        var goodsReliability = goodsWeight > 0 ? trust.OfKind(ScoreReasonKind.Goods) : 1;
        goodsWeight *= goodsReliability;
        if (Math.Abs(goodsWeight) > 0.1)
        {
            string[] declared = [.. consignment.Goods.Where(feature => !feature.Fields.Any(consignment.Unnameable.Contains)).Select(feature => feature.ToString())];
            reasons.Add(new ScoreReason(ScoreReasonKind.Goods, "shipment.goods", goodsWeight, [], [], 0, CorrelationRelease.Score, declared, [], goodsReliability));
        }
        return new LeadScore(consignment.Name, soFar + goodsWeight, start, reasons);

        // Each tie is a chance of its own that the consignment is of an accused party.
        void Add(
            ScoreReasonKind kind, string field, double strength, IReadOnlyList<string> path, IReadOnlyList<string>? agreeing = null, int withheld = 0,
            IReadOnlyList<Supporting>? support = null)
        {
            free *= 1 - Math.Min(strength, 0.999);
            var now = LogOdds(1 - free);
            var release = path.Count == 0 ? CorrelationRelease.Score : path.Min(name => intelligence[name].Release);
            var reliability = path.Count == 0 ? trust.OfKind(kind) : trust.OfContributor(intelligence[path[^1]].Contributor);
            reasons.Add(new ScoreReason(kind, field, now - soFar, path, agreeing ?? [], withheld, release, [], support ?? [], reliability));
            soFar = now;
        }
    }

    // That a field which the recipient reads in one agrees with what is withheld of the other would tell what is withheld: it is counted, and not named.
    private (IReadOnlyList<string> Fields, int Withheld) Agreeing(Tie tie, IReadOnlySet<string> unnameableInConsignment)
    {
        var unnameable = intelligence[tie.Path[0]].Unnameable;
        var fields = new List<string>();
        var withheld = 0;
        for (var aspect = Aspect.Name; (int)aspect < Pattern.Aspects; aspect++)
        {
            if (tie.Pattern[aspect] < Level.Close || MentionComparison.FieldOf(tie.Known, aspect) is not { } field) continue;
            if (unnameable.Contains(field) || (MentionComparison.FieldOf(tie.Party, aspect) is { } own && unnameableInConsignment.Contains(own))) withheld++;
            else fields.Add(field);
        }
        return (fields, withheld);
    }

    private static double LogOdds(double share) => Math.Log(share / (1 - share));
}
