using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SharingHub.Federation.V1;
using SharingHub.Sdk.Connecting;
using SharingHub.V1;

namespace SharingHub.Sdk;

/// <summary>
/// A member's connection to a hub: HTTP/2 with mutual TLS, trusting exactly the given authorities, access tokens got and renewed as needed.
/// Safe for concurrent use; keep one for the life of the process. All calls, those of the generated clients too, carry a token for the purpose
/// that the request states, a deadline when unary, and throw <see cref="HubException"/>.
/// </summary>
public sealed class HubConnection : IAsyncDisposable
{
    private readonly SocketsHttpHandler _transport;
    private readonly GrpcChannel _channel;

    /// <summary>Makes a connection. No call is made yet.</summary>
    /// <exception cref="ArgumentException">Options are wrong; the message names each.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A PEM file does not hold what it should.</exception>
    public HubConnection(HubConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        _transport = Transport.Create(options);
        Tokens = new TokenSource(options);
        Files = new HttpClient(Transport.Create(options)) { MaxResponseContentBufferSize = options.MaxReceiveBytes };
        _channel = GrpcChannel.ForAddress(options.Gateway, new GrpcChannelOptions
        {
            HttpHandler = _transport,
            DisposeHttpClient = false,
            MaxReceiveMessageSize = options.MaxReceiveBytes,
            MaxSendMessageSize = options.MaxSendBytes,
            LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
        });
        var invoker = _channel.Intercept(new CallDefaults(options, Tokens));
        Intake = new IntakeService.IntakeServiceClient(invoker);
        Disclosure = new DisclosureService.DisclosureServiceClient(invoker);
        Agreements = new AgreementService.AgreementServiceClient(invoker);
        Members = new MemberService.MemberServiceClient(invoker);
        Audit = new AuditService.AuditServiceClient(invoker);
        Ledger = new LedgerService.LedgerServiceClient(invoker);
        Retention = new RetentionService.RetentionServiceClient(invoker);
        Targeting = new TargetingService.TargetingServiceClient(invoker);
        Correlation = new CorrelationService.CorrelationServiceClient(invoker);
        Peering = new PeeringService.PeeringServiceClient(invoker);
        Federation = new FederationService.FederationServiceClient(invoker);
    }

    /// <summary>What this connection was made with.</summary>
    public HubConnectionOptions Options { get; }

    /// <summary>Intake as generated. To stream records use <see cref="Submitter"/>.</summary>
    public IntakeService.IntakeServiceClient Intake { get; }

    /// <summary>Disclosure as generated. To pull or watch use <see cref="Receiving.ReceivingExtensions"/>.</summary>
    public DisclosureService.DisclosureServiceClient Disclosure { get; }

    /// <summary>Agreements as generated.</summary>
    public AgreementService.AgreementServiceClient Agreements { get; }

    /// <summary>Members as generated.</summary>
    public MemberService.MemberServiceClient Members { get; }

    /// <summary>
    /// Targeting as generated. To watch leads use <see cref="Leads.LeadExtensions"/>, to watch inspections <see cref="Inspecting.InspectingExtensions"/>.
    /// </summary>
    public TargetingService.TargetingServiceClient Targeting { get; }

    /// <summary>Correlation as generated: which records speak of the same actor.</summary>
    public CorrelationService.CorrelationServiceClient Correlation { get; }

    /// <summary>Audit as generated. To replay use <see cref="Auditing.AuditingExtensions"/>.</summary>
    public AuditService.AuditServiceClient Audit { get; }

    /// <summary>The ledger as generated. To get what is verified use <see cref="Proving.ProvingExtensions"/>.</summary>
    public LedgerService.LedgerServiceClient Ledger { get; }

    /// <summary>Retention as generated: expunging records, and holding them for a court.</summary>
    public RetentionService.RetentionServiceClient Retention { get; }

    /// <summary>Peering as generated: which other hubs this one exchanges with.</summary>
    public PeeringService.PeeringServiceClient Peering { get; }

    /// <summary>Federation as generated: what one hub tells another.</summary>
    public FederationService.FederationServiceClient Federation { get; }

    internal TokenSource Tokens { get; }

    /// <summary>For what is no gRPC call. The channel takes its handler over, so this has one of its own.</summary>
    internal HttpClient Files { get; }

    /// <summary>Connects as a member, by the <c>ready.json</c> of <c>./hub up</c>. See <see cref="HubConnectionOptions.FromReadyFile"/>.</summary>
    public static HubConnection FromReadyFile(string path, string member) => new(HubConnectionOptions.FromReadyFile(path, member));

    /// <summary>Closes the connection; calls under way fail.</summary>
    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _transport.Dispose();
        Files.Dispose();
        Tokens.Dispose();
        return ValueTask.CompletedTask;
    }

    internal Persistence Persist(string what, TimeSpan? retryFor = null) => new(Options, Tokens, what, retryFor ?? Options.RetryFor);
}
