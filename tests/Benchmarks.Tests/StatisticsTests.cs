using SharingHub.Benchmarks.Harness;

namespace SharingHub.Benchmarks.Tests;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 7.0 }, 7)]
    [InlineData(new[] { 9.0, 1.0, 5.0 }, 5)]
    [InlineData(new[] { 4.0, 1.0, 100.0, 2.0 }, 3)]
    public void The_median_is_the_middle_of_what_was_measured_in_any_order(double[] values, double median) =>
        Statistics.Median(values).ShouldBe(median);

    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(99.1, 100)]
    [InlineData(100, 100)]
    [InlineData(0, 1)]
    public void A_percentile_is_the_smallest_that_so_many_do_not_exceed(double percent, double expected) =>
        Statistics.Percentile([.. Enumerable.Range(1, 100).Reverse().Select(i => (double)i)], percent).ShouldBe(expected);

    [Fact]
    public void Of_few_samples_the_99th_percentile_is_the_greatest() => Statistics.Percentile([3, 1, 2], 99).ShouldBe(3);

    [Fact]
    public void The_spread_is_from_the_least_to_the_greatest() => Statistics.Spread([3, -1, 2]).ShouldBe((-1, 3));

    [Fact]
    public void Nothing_measured_is_an_error_and_not_a_zero()
    {
        Should.Throw<ArgumentException>(() => Statistics.Median([]));
        Should.Throw<ArgumentException>(() => Statistics.Percentile([], 50));
        Should.Throw<ArgumentException>(() => Statistics.Spread([]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_percentile_lies_between_0_and_100(double percent) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Statistics.Percentile([1], percent));
}
