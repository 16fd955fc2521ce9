using SharingHub.Benchmarks.Harness;

namespace SharingHub.Benchmarks.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Every_limit_that_a_figure_names_is_a_line_that_is_measured_before_it()
    {
        var names = Catalogue.All.Select(line => line.Name).ToList();
        names.ShouldBeUnique();
        foreach (var line in Catalogue.All)
            foreach (var of in line.Beside.SelectMany(one => one.Of))
            {
                // A line may compare what it measured at its end with what it measured at its beginning.
                if (of.Line != line.Name)
                    names.IndexOf(of.Line).ShouldBeInRange(0, names.IndexOf(line.Name) - 1, $"{line.Name} beside {of.Line}");
            }
    }

    [Fact]
    public void A_named_figure_comes_with_its_limits_and_nothing_else() =>
        Catalogue.Select(["one-in-flight"]).Select(line => line.Name).ShouldBe(["commit-1", "bare-round-trip", "one-in-flight"]);

    [Fact]
    public void No_name_means_all_but_what_takes_long()
    {
        Catalogue.All.Except(Catalogue.Select([])).Select(line => line.Name).ShouldBe(["score-100", "lead-10", "growth", "federated"]);
        Catalogue.Select(["growth"]).ShouldHaveSingleItem().IsApart.ShouldBeTrue();
    }

    [Fact]
    public void A_wrong_name_is_told_with_those_that_are_right() =>
        Should.Throw<KeyNotFoundException>(() => Catalogue.Select(["pull", "push"])).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("no line push."), message => message.ShouldContain("one-in-flight"));

    [Theory]
    [InlineData(123456.7, "123 457")]
    [InlineData(12.34, "12.3")]
    [InlineData(0.1234, "0.123")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0, "0")]
    public void Numbers_are_told_with_three_digits(double value, string text) => Numbers.Short(value).ShouldBe(text);

    [Fact]
    public void A_table_stands_in_columns()
    {
        var table = new Table("a", "long head");
        table.Add("wide cell", "1");
        table.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["| a         | long head |", "|-----------|-----------|", "| wide cell | 1         |"]);
    }
}
