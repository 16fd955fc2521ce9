using JasperFx.Events;
using Marten;
using Npgsql;
using SharingHub.Hub.Foundation;

namespace SharingHub.Hub.History;

internal static class HistoryRoom
{
    public const string Schema = "history";

    public static void AddHistory(this IServiceCollection services, string connectionString, string? ownerConnectionString, string? keysConnectionString)
    {
        services.AddSingleton(_ => Connections(connectionString));
        services.AddSingleton(_ => new KeyDatabase(keysConnectionString is null ? null : new NpgsqlDataSourceBuilder(keysConnectionString).Build()));
        services.AddSingleton(p => new SchemaOwner(connectionString, ownerConnectionString, p.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<PlainBodies>();
        services.AddSingleton<Signals>();
        services.AddHostedService(p => p.GetRequiredService<Signals>());
        services.AddSingleton<KeyStore>();
        services.AddSingleton<KeyPool>();
        services.AddSingleton<StreamClaims>();
        services.AddSingleton<FreshEvents>();
        services.AddSingleton<KeyDestruction>();
        services.AddSingleton<ContributorSignatures>();
        services.AddSingleton<RuleChanges>();
        services.AddSingleton<RuleWatch>();
        services.AddHostedService(p => p.GetRequiredService<RuleWatch>());
        services.AddHostedService<SchemaSetup>();
        services.AddHostedService(p => p.GetRequiredService<KeyPool>());
        services.AddHostedService(p => p.GetRequiredService<KeyDestruction>());
        services.AddHealthChecks().AddCheck<KeyHealth>("keys", tags: [Probes.Ready]);
        // Tables are made at start, by their owner: nothing looks later whether they are as they should be, nor could the hub's role change them.
        services.AddMarten(options =>
        {
            ConfigureHistory(options);
            options.AutoCreateSchemaObjects = JasperFx.AutoCreate.None;
        }).UseLightweightSessions().UseNpgsqlDataSource();
    }

    /// <summary>Connections for all that the hub asks and says; what the connection string gives in <c>Options</c> comes last, and so wins.</summary>
    public static NpgsqlDataSource Connections(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        // Nothing here leaves a setting or a lock on a connection, so what the pool would clear after each use is never there.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        // Every statement here finds what it wants by an index. A plan that PostgreSQL made while it knew nothing of a table, and keeps, must not walk over all of it.
        builder.ConnectionStringBuilder.Options = $"-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off {builder.ConnectionStringBuilder.Options}".TrimEnd();
        return builder.Build();
    }

    public static void ConfigureHistory(StoreOptions options)
    {
        options.DatabaseSchemaName = Schema;
        options.Events.DatabaseSchemaName = Schema;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        // Recorded times are the database's, so that one clock dates all events whichever replica wrote them.
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.UseMandatoryStreamTypeDeclaration = true;
        options.Events.EnableUniqueIndexOnEventId = true;
        options.Events.UseIdentityMapForAggregates = false;
        // Without this every election of the daemon fails on a data source (docs/decisions/0001-marten-restore.md).
        options.Events.UseAdvisoryLockTransaction = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        // Indexes of schema.sql on Marten's tables: what it does not know it would drop at each start.
        options.Events.IgnoreIndex("mt_streams_retention");
        options.Events.IgnoreIndex("mt_streams_rules");
        options.AutoCreateSchemaObjects = JasperFx.AutoCreate.CreateOrUpdate;

        var serializer = new BodySerializer();
        foreach (var type in EventTypes.All)
        {
            type.Register(options, serializer);
        }
    }
}
