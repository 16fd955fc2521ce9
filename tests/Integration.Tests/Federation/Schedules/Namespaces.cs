using System.Diagnostics;
using System.Net;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>
/// Two network namespaces, each with a sound line to the test, and a line between them that may be spoilt. The addresses are of 198.18.0.0/15, which is for trials (RFC 2544).
/// </summary>
internal sealed class Namespaces : IAsyncDisposable
{
    private const string OriginsAddress = "198.18.1.2", FarsAddress = "198.18.2.2", OriginsEnd = "198.18.3.1", FarsEnd = "198.18.3.2";

    private static readonly string Mark = $"{Environment.ProcessId}";
    private static readonly string Eu = $"sharinghub-eu-{Mark}", Us = $"sharinghub-us-{Mark}";

    private TunLink? _link;

    private Namespaces(int members)
    {
        Origin = new Place(IPAddress.Parse(OriginsAddress), ["ip", "netns", "exec", Eu], members);
        Far = new Place(IPAddress.Parse(FarsAddress), ["ip", "netns", "exec", Us], members);
    }

    public Place Origin { get; }

    public Place Far { get; }

    public ILink Link => _link!;

    /// <summary>What this machine lacks for it; null when it lacks nothing.</summary>
    public static async Task<string?> LackAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "Only root on Linux can make network namespaces.";
        if (!File.Exists(TunLink.Device))
            return $"This machine has no {TunLink.Device}.";
        try
        {
            await IpAsync("netns", "add", Eu);
            await IpAsync("netns", "delete", Eu);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"This machine makes no network namespaces with iproute2: {e.Message}";
        }
    }

    /// <param name="members">How many members of each role tests may take.</param>
    public static async Task<Namespaces> MakeAsync(int members)
    {
        var made = new Namespaces(members);
        try
        {
            await MakeAsync(Eu, $"sheu{Mark}", "198.18.1.1", OriginsAddress);
            await MakeAsync(Us, $"shus{Mark}", "198.18.2.1", FarsAddress);
            made._link = TunLink.Open($"sheut{Mark}", $"shust{Mark}");
            await PlaceAsync(Eu, made._link.OriginsDevice, OriginsEnd, FarsEnd, FarsAddress);
            await PlaceAsync(Us, made._link.FarsDevice, FarsEnd, OriginsEnd, OriginsAddress);
            made._link.Start();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in new[] { Eu, Us })
        {
            try
            {
                // Its devices go with it.
                await IpAsync("netns", "delete", name);
            }
            catch (InvalidOperationException)
            {
                // It was never made.
            }
        }

        _link?.Dispose();
    }

    private static async Task MakeAsync(string name, string device, string outside, string inside)
    {
        await IpAsync("netns", "add", name);
        await IpAsync("link", "add", device, "type", "veth", "peer", "name", "test", "netns", name);
        await IpAsync("address", "add", $"{outside}/30", "dev", device);
        await IpAsync("link", "set", device, "up");
        await IpAsync("-n", name, "address", "add", $"{inside}/30", "dev", "test");
        await IpAsync("-n", name, "link", "set", "test", "up");
        await IpAsync("-n", name, "link", "set", "lo", "up");
    }

    /// <summary>One end of the line between the two, over which the other hub's address is reached.</summary>
    private static async Task PlaceAsync(string name, string device, string end, string otherEnd, string other)
    {
        await IpAsync("link", "set", device, "netns", name);
        await IpAsync("-n", name, "address", "add", end, "peer", otherEnd, "dev", device);
        await IpAsync("-n", name, "link", "set", device, "up");
        await IpAsync("-n", name, "route", "add", $"{other}/32", "dev", device, "src", end);
    }

    private static async Task IpAsync(params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var said = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0)
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {said.Trim()}");
    }
}
