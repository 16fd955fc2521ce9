namespace SharingHub.Launcher.Postgres;

/// <summary>The settings of a private cluster, given at start so that an older data folder gets them too.</summary>
internal static class PostgresSettings
{
    // Indexes on ids grow at random places: what of them is not in here is read and written again for each record. Taken as it is needed.
    private static long SharedMegabytes => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16 >> 20, 128, 1024);

    public static IEnumerable<string> Arguments(string data, string socketFolder, bool durable)
    {
        var settings = new Dictionary<string, string>
        {
            // The socket's folder is closed to other users, which is the whole protection: nothing listens on the network.
            ["listen_addresses"] = "",
            ["unix_socket_directories"] = socketFolder,
            // Several hubs with a pool of up to 100 each, identity, and a person with psql.
            ["max_connections"] = "300",
            ["shared_buffers"] = $"{SharedMegabytes}MB",
            // Checkpoints by time, not in the midst of a bulk push.
            ["max_wal_size"] = "2GB",
            // The queries are short and many; compiling one costs more than it saves.
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "%m [%p] %d ",
            // No idle_in_transaction_session_timeout: the daemon's leader holds its advisory lock in a transaction that idles for ever.
        };
        if (!durable)
        {
            // synchronous_commit stays on: with it a commit outlives the processes even without fsync.
            settings["fsync"] = "off";
            settings["full_page_writes"] = "off";
        }

        return ["-D", data, .. settings.SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"])];
    }
}
