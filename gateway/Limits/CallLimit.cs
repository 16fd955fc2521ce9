using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using SharingHub.Gateway.Answers;
using SharingHub.Gateway.Configuration;

namespace SharingHub.Gateway.Limits;

/// <summary>Calls a second of one member. A refused call says when to come back.</summary>
internal static class CallLimit
{
    /// <summary>Fine enough that a caller waits no longer than it must, coarse enough to cost nothing.</summary>
    private const int RefillsPerSecond = 10;

    public static void AddCallLimit(this IServiceCollection services, LimitOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
            context => RateLimitPartition.GetTokenBucketLimiter(Caller.Of(context.Connection), _ => Bucket(options)));
        limiter.OnRejected = Answer;
    });

    public static void UseCallLimit(this IApplicationBuilder app) => app.UseRateLimiter();

    // A rate below the number of refills is given out in fewer, whole calls.
    private static TokenBucketRateLimiterOptions Bucket(LimitOptions options)
    {
        var refills = Math.Min(RefillsPerSecond, options.CallsPerSecond);
        var perRefill = options.CallsPerSecond / refills;
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.CallBurst,
            TokensPerPeriod = perRefill,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)perRefill / options.CallsPerSecond),
        };
    }

    private static ValueTask Answer(OnRejectedContext rejected, CancellationToken stop)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        const string Sentence = "This member makes more calls than it may; try again after the time given.";
        if (!GrpcAnswer.Wanted(context))
            return new ValueTask(PlainAnswer.Write(context, StatusCodes.Status429TooManyRequests, Sentence));
        // gRPC A6: clients with a retry policy wait exactly this long.
        context.Response.Headers["grpc-retry-pushback-ms"] = Math.Max(1, (int)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        GrpcAnswer.Write(context, GrpcStatus.ResourceExhausted, Sentence);
        return ValueTask.CompletedTask;
    }
}
