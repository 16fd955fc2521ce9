using CsCheck;
using Google.Protobuf;
using SharingHub.Hub.Agreements.Masking;
using SharingHub.Hub.Intake.Validation;
using SharingHub.V1;
using static SharingHub.Hub.Tests.Agreements.Masking.GivenRecords;

namespace SharingHub.Hub.Tests.Agreements.Masking;

/// <summary>The mask on the wire against the plain one on messages, and its laws.</summary>
public sealed class MaskPropertyTests
{
    private static readonly Func<RecordKind, string, string, bool> Sees = (kind, contributor, id) => ((int)kind + contributor.Length + id.Length) % 2 == 0;

    [Fact]
    public void Both_masks_give_the_same_view() =>
        Gen.Select(Written, Withholding, Gen.Bool).Sample(
            (written, withholding, filtersLinks) =>
            {
                var sees = filtersLinks ? Sees : null;
                var view = Mask.Compile(withholding.Classes, withholding.Fields).Apply(written.Bytes, sees);
                var parsed = IntelRecord.Parser.ParseFrom(view);
                parsed.ShouldBe(PlainMask.Apply(written.Record, withholding.Classes, withholding.Fields, sees));
                // Equal with unknown fields counted, so none has passed.
                parsed.ShouldBe(Parse(view));
            },
            iter: Samples.Fewer);

    [Fact]
    public void A_record_written_twice_over_is_masked_as_a_reader_takes_it() =>
        Gen.Select(Written, Written, Withholding).Sample(
            (first, second, withholding) =>
            {
                byte[] bytes = [.. first.Bytes, .. second.Bytes];
                var view = Mask.Compile(withholding.Classes, withholding.Fields).Apply(bytes);
                var expected = PlainMask.Apply(Parse(bytes), withholding.Classes, withholding.Fields);
                IntelRecord.Parser.ParseFrom(view).ShouldBe(expected);
            },
            iter: Samples.Fewer);

    [Fact]
    public void Masking_twice_is_masking_once() =>
        Gen.Select(Written, Withholding).Sample(
            (written, withholding) =>
            {
                var mask = Mask.Compile(withholding.Classes, withholding.Fields);
                var once = mask.Apply(written.Bytes, Sees);
                mask.Apply(once).ShouldBe(once);
            },
            iter: Samples.Fewer);

    [Fact]
    public void A_mask_that_withholds_more_gives_a_part_of_the_view() =>
        Gen.Select(Written, Withholding, Withholding).Sample(
            (written, less, other) =>
            {
                var narrow = Mask.Compile([.. less.Classes.Union(other.Classes)], [.. less.Fields.Union(other.Fields)]);
                var wide = Mask.Compile(less.Classes, less.Fields);
                narrow.Apply(wide.Apply(written.Bytes)).ShouldBe(narrow.Apply(written.Bytes));
            },
            iter: Samples.Fewer);

    [Fact]
    public void What_is_withheld_does_not_change_the_view() =>
        Gen.Select(GivenRecords.Record, Withholding).Sample(
            (record, withholding) =>
            {
                var mask = Mask.Compile(withholding.Classes, withholding.Fields);
                var without = PlainMask.Apply(record, withholding.Classes, withholding.Fields);
                mask.Apply(record.ToByteArray()).ShouldBe(mask.Apply(without.ToByteArray()));
            },
            iter: Samples.Fewer);

    [Fact]
    public void The_list_of_what_is_withheld_says_all_that_is_taken_out_and_no_more() =>
        Gen.Select(GivenRecords.Record, Withholding).Sample(
            (record, withholding) =>
            {
                // A body's name without its underscores is its kind's.
                var kind = Enum.Parse<RecordKind>(record.BodyCase.ToString());
                var list = Mask.Compile(withholding.Classes, withholding.Fields).Withheld(kind).ToArray();
                list.ShouldBe(list.Distinct().Order(StringComparer.Ordinal));
                PlainMask.Apply(record, [], list).ShouldBe(PlainMask.Apply(record, withholding.Classes, withholding.Fields));
            },
            iter: Samples.Fewer);

    [Fact]
    public void Bytes_cut_short_or_changed_give_a_view_that_can_be_read_or_a_refusal()
    {
        var (refused, read) = (0, 0);
        Gen.Select(Written, Withholding, Gen.Int).Sample(
            (written, withholding, seed) =>
            {
                var random = new Random(seed);
                var bytes = written.Bytes[..random.Next(written.Bytes.Length + 1)];
                for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                byte[] view;
                try
                {
                    view = Mask.Compile(withholding.Classes, withholding.Fields).Apply(bytes, Sees);
                }
                catch (MalformedRecordException)
                {
                    // What a mask cannot read never comes in. (The runtime's own parser stops silently at a stray end of a group.)
                    RecordParser.TryParse(bytes, out _, out _).ShouldBeFalse();
                    Interlocked.Increment(ref refused);
                    return;
                }

                IntelRecord.Parser.ParseFrom(view).ShouldBe(Parse(view));
                Interlocked.Increment(ref read);
            },
            iter: Samples.Fewer);
        refused.ShouldBeGreaterThan(100);
        read.ShouldBeGreaterThan((int)Samples.Fewer / 100);
    }
}
