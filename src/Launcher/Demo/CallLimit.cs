using Grpc.Core;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Launcher.Demo;

/// <summary>The gateway lets a member make so many calls a second. One too many it refuses before the hub sees it, so the call is made again a little later.</summary>
internal static class CallLimit
{
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(500);

    public static async Task<T> KeepAsync<T>(Func<AsyncUnaryCall<T>> call, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (HubException refused) when (refused.Reason == ErrorReason.LimitExceeded.ToName())
            {
                await Task.Delay(ALittle, cancellation);
            }
        }
    }
}
