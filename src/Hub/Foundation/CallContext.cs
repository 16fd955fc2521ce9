using Grpc.Core;

namespace SharingHub.Hub.Foundation;

internal static class CallContext
{
    private static readonly object Key = new();

    /// <summary>Who calls; set before any service method runs.</summary>
    public static Caller Caller(this ServerCallContext context) => (Caller)context.UserState[Key];

    public static void SetCaller(this ServerCallContext context, Caller caller) => context.UserState[Key] = caller;
}
