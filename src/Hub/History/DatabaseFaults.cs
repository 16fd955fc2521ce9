using System.Net.Sockets;
using JasperFx;
using Npgsql;

namespace SharingHub.Hub.History;

/// <summary>What a failure of the database means for whoever waits for it.</summary>
internal static class DatabaseFaults
{
    /// <summary>Whether trying again later can help: no connection, a server that is stopping or starting, a connection cut.</summary>
    public static bool IsDatabaseAway(Exception e) => e switch
    {
        PostgresException p => p.IsTransient || p.SqlState.StartsWith("57P", StringComparison.Ordinal) || p.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or SocketException or TimeoutException => true,
        _ => e.InnerException is { } inner && IsDatabaseAway(inner),
    };

    /// <summary>Whether someone else changed the same thing first.</summary>
    public static bool IsLostRace(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        ConcurrencyException => true,
        _ => e.InnerException is { } inner && IsLostRace(inner),
    };
}
