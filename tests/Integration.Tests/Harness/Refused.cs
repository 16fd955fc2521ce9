using Google.Rpc;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Harness;

internal static class Refused
{
    public static async Task<RpcException> ByAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException refused)
        {
            return refused;
        }

        throw new Shouldly.ShouldAssertException("The call was to be refused, and was not.");
    }

    /// <summary>The call is refused with this status and reason.</summary>
    public static async Task<RpcException> WithAsync(StatusCode status, string reason, Func<Task> call)
    {
        var refused = await ByAsync(call);
        refused.ShouldSay(status, reason);
        return refused;
    }

    public static void ShouldSay(this RpcException refused, StatusCode status, string reason)
    {
        refused.StatusCode.ShouldBe(status, refused.Status.Detail);
        refused.Reason().ShouldBe(reason, refused.Status.Detail);
        refused.Status.Detail.ShouldNotBeNullOrWhiteSpace("a refusal says a sentence");
    }

    public static string Reason(this RpcException refused) => refused.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "";

    public static IReadOnlyList<string> Fields(this RpcException refused) =>
        [.. refused.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(v => v.Field) ?? []];

    /// <summary>Everything that a caller can see of a refusal.</summary>
    public static string Whole(this RpcException refused) =>
        $"{refused.StatusCode}\n{refused.Status.Detail}\n{string.Join('\n', refused.Trailers.Where(t => t.Key is not "date").Select(t => $"{t.Key}: {(t.IsBinary ? Convert.ToHexString(t.ValueBytes) : t.Value)}").Order())}";
}
