using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>
/// A link of IP packets between two devices, each of which may lie in a network namespace of its own. What is lost or muted is gone, and it is for the kernels at both ends
/// to send it again; what is late may come in another order.
/// </summary>
internal sealed partial class TunLink : ILink, IDisposable
{
    public const string Device = "/dev/net/tun";

    private const int LongestName = 15, LargestPacket = 65536;

    // errno.h
    private const int Interrupted = 4;

    // linux/if_tun.h, linux/if.h
    private const nuint TunSetInterface = 0x400454CA;
    private const short Tun = 0x0001, NoPacketInformation = 0x1000;

    private readonly SafeFileHandle _origins;
    private readonly SafeFileHandle _fars;
    private volatile bool _cut;
    private volatile int _muted = -1;
    private volatile int _delay;
    private double _lost;

    private TunLink(string origins, string fars)
    {
        (OriginsDevice, FarsDevice) = (origins, fars);
        (_origins, _fars) = (OpenDevice(origins), OpenDevice(fars));
    }

    public string OriginsDevice { get; }

    public string FarsDevice { get; }

    /// <param name="origins">The name of the device at the origin's end, at most 15 letters.</param>
    /// <param name="fars">At the far hub's.</param>
    public static TunLink Open(string origins, string fars) => new(origins, fars);

    public void Start()
    {
        new Thread(() => Carry(_fars, _origins, Way.ToOrigin)) { IsBackground = true }.Start();
        new Thread(() => Carry(_origins, _fars, Way.ToFar)) { IsBackground = true }.Start();
    }

    public Task CutAsync()
    {
        _cut = true;
        return Task.CompletedTask;
    }

    public Task MuteAsync(Way way)
    {
        _muted = (int)way;
        return Task.CompletedTask;
    }

    public Task DelayAsync(TimeSpan delay)
    {
        _delay = (int)delay.TotalMilliseconds;
        return Task.CompletedTask;
    }

    public Task LoseAsync(double share)
    {
        _lost = share;
        return Task.CompletedTask;
    }

    public Task HealAsync()
    {
        (_cut, _muted, _delay, _lost) = (false, -1, 0, 0);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _origins.Dispose();
        _fars.Dispose();
    }

    private void Carry(SafeFileHandle from, SafeFileHandle to, Way way)
    {
        var packet = new byte[LargestPacket];
        while (true)
        {
            var length = Read(from, packet, LargestPacket);
            if (length < 0)
            {
                if (Marshal.GetLastPInvokeError() == Interrupted)
                    continue;
                // The namespace was deleted, and the device with it.
                return;
            }

            if (_cut || _muted == (int)way || Random.Shared.NextDouble() < _lost)
                continue;
            if (_delay is var delay and > 0)
                _ = WriteLaterAsync(to, packet[..(int)length], delay);
            else
                _ = Write(to, packet, (nuint)length);
        }
    }

    private static async Task WriteLaterAsync(SafeFileHandle to, byte[] packet, int delay)
    {
        await Task.Delay(delay);
        if (!to.IsClosed)
            _ = Write(to, packet, (nuint)packet.Length);
    }

    private static SafeFileHandle OpenDevice(string name)
    {
        name.Length.ShouldBeLessThanOrEqualTo(LongestName);
        var handle = File.OpenHandle(Device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        // struct ifreq: the name in 16 bytes, then the flags.
        var request = new byte[40];
        System.Text.Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), (short)(Tun | NoPacketInformation));
        return Ioctl(handle, TunSetInterface, request) == 0 ? handle : throw new IOException($"{Device}: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle device, byte[] packet, nuint length);

    /// <summary>What a device does not take is a packet lost.</summary>
    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle device, byte[] packet, nuint length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle device, nuint request, byte[] argument);
}
