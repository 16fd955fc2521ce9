using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Hosting;

/// <summary>Turns what went wrong in a call into a status: a fixed sentence to the caller, the cause to the log.</summary>
internal sealed partial class CallFailures(ILogger<CallFailures> logger)
{
    public async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException && context.CancellationToken.IsCancellationRequested)
        {
            // The caller went away, or its deadline passed, while its stream was read or written; grpc-dotnet says either.
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
        }
        catch (Exception e) when (DatabaseFaults.IsLostRace(e))
        {
            throw HostingRefusals.ChangedMeanwhile.ToException();
        }
        catch (Exception e) when (DatabaseFaults.IsDatabaseAway(e))
        {
            DatabaseAway(context.Method, e.GetType().Name);
            throw Refusal.DatabaseUnavailable.ToException();
        }
        catch (Exception e)
        {
            CallFailed(context.Method, e.GetType().Name, e.StackTrace);
            throw Refusal.Internal.ToException();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Method}: the database is away ({Error}).")]
    private partial void DatabaseAway(string method, string error);

    // The message of an exception can quote what a caller sent; its type and place cannot.
    [LoggerMessage(LogLevel.Error, "{Method} failed: {Error}\n{Stack}")]
    private partial void CallFailed(string method, string error, string? stack);
}
