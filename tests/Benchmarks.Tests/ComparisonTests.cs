using SharingHub.Benchmarks.Harness;
using SharingHub.Benchmarks.Profiling;

namespace SharingHub.Benchmarks.Tests;

public sealed class ComparisonTests
{
    private static readonly Mark Half = Mark.NoLessThan(0.5);

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    [InlineData(51, true)]
    public void A_figure_is_put_beside_the_median_of_its_limit(double median, bool met)
    {
        var comparison = new Comparison("rate", Half, ("limit", "rate"));
        var figure = Measured("figure", comparison, 1000, median, 1);
        var compared = comparison.Compare(figure, Results(figure, Measured("limit", null, 100, 1, 5000)));
        compared.Limit.ShouldBe(100);
        compared.Ratio.ShouldBe(median / 100);
        compared.Met.ShouldBe(met);
    }

    [Fact]
    public void Several_limits_are_added_up()
    {
        var comparison = new Comparison("rate", Mark.NoMoreThan(2), ("one", "rate"), ("other", "rate"));
        var figure = Measured("figure", comparison, 12);
        var compared = comparison.Compare(figure, Results(figure, Measured("one", null, 2), Measured("other", null, 3)));
        compared.Limit.ShouldBe(5);
        compared.Ratio.ShouldBe(2.4);
        compared.Met.ShouldBe(false);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(50.1, false)]
    public void A_mark_without_a_limit_is_about_the_figure_itself(double value, bool met)
    {
        var comparison = new Comparison("rate", Mark.NoMoreThan(50));
        var compared = comparison.Compare(Measured("figure", comparison, value), Results());
        compared.Limit.ShouldBeNull();
        compared.Met.ShouldBe(met);
    }

    [Fact]
    public void A_promise_for_each_pass_is_broken_by_one()
    {
        var comparison = new Comparison("rate", Mark.NeverMoreThan(50));
        comparison.Compare(Measured("figure", comparison, 1, 51, 2), Results()).Met.ShouldBe(false);
        comparison.Compare(Measured("figure", comparison, 1, 50, 2), Results()).Met.ShouldBe(true);
    }

    [Fact]
    public void Without_a_mark_there_is_a_ratio_and_no_verdict()
    {
        var comparison = new Comparison("rate", null, ("limit", "rate"));
        var figure = Measured("figure", comparison, 3);
        comparison.Compare(figure, Results(figure, Measured("limit", null, 4))).ShouldBe(new Compared(comparison, 4, 0.75, null));
    }

    [Fact]
    public void A_figure_whose_limit_was_not_measured_has_no_ratio()
    {
        var comparison = new Comparison("rate", Half, ("limit", "rate"));
        Should.Throw<MeasurementException>(() => comparison.Compare(Measured("figure", comparison, 1), Results())).Message.ShouldContain("limit");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_pass_without_a_number_is_refused(double value) =>
        Should.Throw<MeasurementException>(() => Measured("figure", null, value));

    private static Dictionary<string, Result> Results(params Result[] results) => results.ToDictionary(result => result.Line.Name);

    private static Result Measured(string name, Comparison? beside, params double[] passes)
    {
        var result = new Result(new Given(name, beside is null ? [] : [beside]));
        foreach (var value in passes)
            result.Add([new Reading("rate", value)], new ProcessorTime(new Dictionary<string, double>()));
        return result;
    }

    private sealed class Given(string name, Comparison[] beside) : Line(name, name, beside)
    {
        public override Task<IReadOnlyList<Reading>> RunAsync(Pass pass, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
