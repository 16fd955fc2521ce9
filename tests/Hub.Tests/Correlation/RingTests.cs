using SharingHub.Hub.Correlation.Linking;

namespace SharingHub.Hub.Tests.Correlation;

public sealed class RingTests
{
    [Fact]
    public void A_weak_bridge_joins_no_two_groups() =>
        Ring("a", ("a", "b", .99), ("b", "c", .99), ("a", "c", .99), ("c", "x", .7), ("x", "y", .99), ("y", "z", .99), ("x", "z", .99)).ShouldBe("abc");

    [Fact]
    public void A_sure_bridge_does() => Ring("a", ("a", "b", .99), ("b", "x", .95), ("x", "y", .99)).ShouldBe("abxy");

    [Fact]
    public void Two_weak_links_are_no_bridge() => Ring("a", ("a", "b", .99), ("b", "y", .7), ("a", "x", .7), ("x", "y", .99)).ShouldBe("abxy");

    [Fact]
    public void Each_of_a_ring_finds_the_same_ring()
    {
        (string, string, double)[] links = [("a", "b", .99), ("b", "c", .6), ("c", "d", .99), ("d", "e", .8), ("e", "c", .8)];

        Ring("c", links).ShouldBe("cde");
        Ring("d", links).ShouldBe("cde");
        Ring("e", links).ShouldBe("cde");
        Ring("a", links).ShouldBe("ab");
    }

    [Fact]
    public void A_record_without_links_is_its_own_ring() => Ring("a").ShouldBe("a");

    [Fact]
    public void A_long_chain_is_followed_without_recursion()
    {
        var chain = Enumerable.Range(0, 400).Select(i => (Name(i), Name(i + 1), .99)).ToArray();

        Rings.Of(Name(0), Links(chain)).Count.ShouldBe(401);

        static string Name(int i) => $"r{i:000}";
    }

    private static string Ring(string start, params (string, string, double)[] links) => string.Concat(Rings.Of(start, Links(links)).Order());

    private static Func<string, IEnumerable<(string, double)>> Links((string, string, double)[] links) => of =>
        links.Where(link => link.Item1 == of).Select(link => (link.Item2, link.Item3)).Concat(links.Where(link => link.Item2 == of).Select(link => (link.Item1, link.Item3)));
}
