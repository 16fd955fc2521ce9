using System.Net;
using SharingHub.Federation.V1;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>The machine of one hub has another time than the other's, and than its own database's.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData("+1h", false)]
    [InlineData("-1h", true)]
    public async Task Hubs_whose_clocks_are_an_hour_apart_agree(string off, bool cosigns)
    {
        Assert.SkipWhen(ShiftedPair.Library is null, "The library of the package faketime is not here.");
        await using var pair = new ShiftedPair(off);
        await pair.InitializeAsync();
        await pair.IsAsync(PeerStatus.Following);
        await using var crossing = await Crossing.BeginAsync(pair);
        await crossing.There.RecordsAsync(crossing.Retailer, Records.Listing("a"), Records.Seller("s"));
        await crossing.UntilAsync(p => p.Views.Count == 2, "both crossed");

        await crossing.There.RetractedAsync(crossing.Retailer, RecordKind.Listing, "a");
        await crossing.UntilAsync(p => p.Views.Count == 1, "what was retracted is gone");
        await Eventually.IsTrueAsync(
            async () => cosigns
                ? (await pair.Origin.Operator.Peering.ListAsync(new ListRequest())).Peers.Single().CosignedSize > 0
                : (await File.ReadAllTextAsync(pair.Far.Host.Hubs[0].LogFile)).Contains("must not be of a time to come", StringComparison.Ordinal),
            "a cosignature counts if its time has come, and otherwise the log says why it does not");

        await Given.TerminatedAsync(crossing.Retailer, crossing.Agreement, "Over.");
        await crossing.CarriedAsync(a => a.Status == AgreementStatus.Terminated);
        await crossing.UntilAsync(p => p.Views.Count == 0, "nothing is shown");
        await pair.IsAsync(PeerStatus.Following);
    }

    /// <summary>The far hub's programs have another time.</summary>
    private sealed class ShiftedPair(string off) : HubPair
    {
        /// <summary>Of the package faketime, which Debian puts below the folder of its architecture.</summary>
        public static string? Library { get; } = Directory.Exists("/usr/lib")
            ? Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
            : null;

        /// <summary>Time that only passes is put off, too: left alone, the library makes a program that waits for it turn in circles.</summary>
        protected override Place? FarPlace => new(IPAddress.Loopback, ["env", $"LD_PRELOAD={Library}", $"FAKETIME={off}"], 4);
    }
}
