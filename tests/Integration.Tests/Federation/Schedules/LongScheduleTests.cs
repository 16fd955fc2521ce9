using SharingHub.Federation.V1;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>The same between two hubs that share no network but a line that loses packets: as root, with SHARINGHUB_LONG.</summary>
public sealed class LongScheduleTests
{
    private const int Rounds = 20;

    /// <summary>Each schedule has a retailer with two clients.</summary>
    private const int Members = 2 * Rounds * Round.Schedules;

    private static readonly bool Long = Environment.GetEnvironmentVariable("SHARINGHUB_LONG") is { Length: > 0 };

    [Fact]
    public async Task Two_hundred_schedules_between_network_namespaces_end_in_agreement()
    {
        Assert.SkipUnless(Long, "It takes half an hour: ./hub test --long, as root.");
        var lack = await Namespaces.LackAsync();
        Assert.SkipWhen(lack is not null, lack ?? "");
        await using var namespaces = await Namespaces.MakeAsync(Members);
        await using var pair = new NamespacePair(namespaces);
        await pair.InitializeAsync();
        await pair.IsAsync(PeerStatus.Following);
        // A seed that is given is one round.
        for (var (seed, round) = (ScheduleTests.Seed, 0); round < (ScheduleTests.IsGiven ? 1 : Rounds); round++)
            await Round.RunAsync(pair, namespaces.Link, seed + (round * Round.Schedules));
        await pair.IsAsync(PeerStatus.Following);
    }
}
