using System.Globalization;
using SharingHub.Federation.V1;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>What members do and what becomes of the line between two hubs, drawn from a seed: once all is well again both hubs say the same, and nothing was ever shown that was not allowed.</summary>
public sealed class ScheduleTests(ProxyPair pair) : IClassFixture<ProxyPair>
{
    /// <summary>SHARINGHUB_SEED repeats a run.</summary>
    internal static bool IsGiven => Environment.GetEnvironmentVariable("SHARINGHUB_SEED") is { Length: > 0 };

    internal static int Seed => Environment.GetEnvironmentVariable("SHARINGHUB_SEED") is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    [Fact]
    public async Task Ten_schedules_over_a_line_that_breaks_end_in_agreement()
    {
        await pair.IsAsync(PeerStatus.Following);
        await Round.RunAsync(pair, pair.Link, Seed);
        await pair.IsAsync(PeerStatus.Following);
    }
}
