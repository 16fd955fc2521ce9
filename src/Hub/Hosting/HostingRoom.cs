using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;

namespace SharingHub.Hub.Hosting;

internal static class HostingRoom
{
    /// <summary>Messages hold at most 100 records of 64 KiB in principle; in practice a hundred of them fit in a tenth of this.</summary>
    private const int LargestMessage = 4 * 1024 * 1024;

    /// <summary>Open streams send their end marker and are gone well within this.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HubOptions>().BindConfiguration(HubOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IssuerOptions>().BindConfiguration(IssuerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var options = builder.Configuration.GetRequiredSection(HubOptions.Section).Get<HubOptions>()!;
        var issuer = builder.Configuration.GetRequiredSection(IssuerOptions.Section).Get<IssuerOptions>()!;

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Configure(options));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt => jwt.Configure(issuer));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<CallerResolution>();
        services.AddSingleton<CallFailures>();
        services.AddGrpc(grpc =>
        {
            grpc.EnableDetailedErrors = false;
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.MaxSendMessageSize = LargestMessage * 2;
            grpc.Interceptors.Add<CallInterceptor>();
        });
        services.AddGrpcHealthChecks().AddCheck<Readiness>("hub", tags: [Probes.Ready]);
        services.AddOpenTelemetry()
            .WithTracing(t => t.AddAspNetCoreInstrumentation().AddSource("Npgsql").AddSource(Telemetry.Name))
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("Npgsql", Telemetry.Name));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
        {
            services.AddOpenTelemetry().WithTracing(t => t.AddOtlpExporter()).WithMetrics(m => m.AddOtlpExporter());
            // Every call comes through the gateway, which records nothing: to sample as the caller does would export no call at all.
            if (builder.Configuration["OTEL_TRACES_SAMPLER"] is null)
            {
                services.ConfigureOpenTelemetryTracerProvider(t => t.SetSampler(new AlwaysOnSampler()));
            }
        }
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseMiddleware<UnreadableMessages>();
        app.UseMiddleware<ClientCertificates>();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Probes.Ready), ResponseWriter = ReadinessAnswer.WriteAsync });
    }
}
