using Google.Protobuf;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Agreements.Masking;

public sealed class MaskPlanTests
{
    private static readonly Step Kept = new(Treatment.CopyVarints, 1 << (int)WireType.Varint, false, false, false, null);

    [Fact]
    public void A_number_beyond_the_last_is_an_unknown_field()
    {
        var plan = new MaskPlan(2);
        plan.Set(2, Kept);

        Step(plan, 2).ShouldBe(Kept);
        foreach (var unknown in new[] { 1, 3, 4 })
            Step(plan, unknown).Treatment.ShouldBe(Treatment.Drop);
    }

    [Fact]
    public void A_plan_has_a_oneof_with_any_number_of_its_members()
    {
        var plan = new MaskPlan(3);
        plan.HasOneof.ShouldBeFalse();
        foreach (var number in new[] { 1, 2 })
        {
            plan.Set(number, Kept with { InOneof = true });
            plan.HasOneof.ShouldBeTrue();
        }

        plan.Set(3, Kept);
        plan.HasOneof.ShouldBeTrue();
    }

    [Fact]
    public void A_single_number_written_as_a_list_is_an_unknown_field_and_a_list_is_not()
    {
        // confidence is one number; ip_right.nice_classes are several.
        byte[] single = [IntelRecord.ConfidenceFieldNumber << 3 | (int)WireType.Length, 1, 50];
        var several = new IntelRecord { IpRight = new IpRight { NiceClasses = { 9, 14 } } }.ToByteArray();
        var mask = Mask.Compile([], []);

        mask.Apply(single).ShouldBeEmpty();
        mask.Apply(several).ShouldBe(several);
    }

    private static Step Step(MaskPlan plan, int number)
    {
        byte[] field = [(byte)(number << 3), 1];
        var at = 0;
        return plan.StepFor(Wire.ReadField(field, ref at));
    }
}
