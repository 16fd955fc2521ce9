using CsCheck;
using SharingHub.Hub.Correlation;
using SharingHub.Hub.Tests.Correlation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Targeting.Histories;

namespace SharingHub.Hub.Tests.Targeting;

public sealed class RevisionTests
{
    private const string Phone = "+86 20 2895 9378";

    // Else a carrier that says where its consignments are would have all learned anew each time, and what was predicted of them forgotten.
    [Fact]
    public void A_revision_that_says_nothing_new_of_parties_goods_or_carriage_changes_nothing() => Histories.Drawn.Sample(
        (history, _) =>
        {
            var engine = Engine(history);
            var before = AllOf(engine, history);

            foreach (var view in history.AsEnumerable().Reverse())
            {
                var later = new JoinView(view.Contributor, view.Record.Clone(), view.Release, view.Unnameable.ToHashSet());
                later.Record.Revision = 2;
                if (later.Record.Shipment is { } shipment) shipment.Status = ShipmentStatus.Delivered;
                engine.Revise(later);
            }

            AllOf(engine, history).ShouldBe(before);
        },
        iter: 100);

    [Theory]
    [InlineData("Ocean Prime Trading", Phone, "footwear", "")]
    [InlineData("Ocean Prime", "+1 312 296 3689", "footwear", "")]
    [InlineData("Ocean Prime", Phone, "wallets", "")]
    [InlineData("Ocean Prime", Phone, "footwear", "8031001786")]
    public void A_revision_that_says_something_new_is_learned(string shipper, string phone, string goods, string waybill)
    {
        var others = new[] { Making.Account("a", "Ocean Prime", Phone), Making.Of("customs", "d", 1, record => record.Detention = new Detention { Waybill = "803-1001786" }) };
        var revised = Making.Consignment("s", shipper, phone, goods: goods, waybill: waybill);
        JoinView[] all = [.. others, revised, Making.Consignment("t", "Ocean Prime", Phone)];
        var engine = Engine([.. others, Making.Consignment("s", "Ocean Prime", Phone), all[^1]]);

        engine.Revise(revised);

        AllOf(engine, all).ShouldBe(AllOf(Engine([.. others, all[^1], revised]), all));
    }

    // Whatever came, was revised and went: what is left, in the order in which it last said something new.
    [Fact]
    public void Any_sequence_of_revisions_and_removals_is_the_history_that_it_leaves() => Gen.Select(Histories.Drawn, Gen.Select(Gen.Int[0, 50], Gen.Int[0, 2]).Array[0, 12]).Sample(
        (drawn, acts) =>
        {
            var engine = Engine(drawn.History);
            var left = drawn.History.ToList();
            foreach (var (at, act) in acts)
            {
                if (left.Count == 0) break;
                var view = left[at % left.Count];
                switch (act)
                {
                    case 0:
                        left.Remove(view);
                        engine.Remove(view.Name);
                        break;
                    case 1:
                        engine.Revise(new JoinView(view.Contributor, view.Record.Clone(), view.Release, view.Unnameable));
                        break;
                    default:
                        var changed = new JoinView(view.Contributor, view.Record.Clone(), view.Release, view.Unnameable);
                        changed.Record.ObservedAt.Seconds++;
                        left.Remove(view);
                        left.Add(changed);
                        // One that is scored at once, or one of many that are scored when all are in.
                        _ = at % 2 == 0 ? engine.Revise(changed) : engine.Put(changed);
                        break;
                }
            }

            JoinView[] remaining = [.. left];
            AllOf(engine, remaining).ShouldBe(AllOf(Engine(remaining), remaining));
        },
        iter: 100);
}
