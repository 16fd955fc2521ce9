using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using SharingHub.Sdk;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>A bare connection: this address, this certificate or none, and whatever a test sends on it.</summary>
internal sealed class Line : IAsyncDisposable
{
    /// <summary>Far above what any call here takes; a call that hangs must not hang the run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly TheHub _hub;
    private readonly SocketsHttpHandler _handler;
    private readonly GrpcChannel _channel;

    public Line(TheHub hub, Uri address, X509Certificate2? certificate)
    {
        _hub = hub;
        _handler = Handler(hub, certificate);
        Http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address, Timeout = Patience };
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = Handler(hub, certificate),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null,
            MaxSendMessageSize = null,
        });
        Calls = _channel.CreateCallInvoker();
    }

    public HttpClient Http { get; }

    public CallInvoker Calls { get; }

    public IntakeService.IntakeServiceClient Intake => new(Calls);

    public DisclosureService.DisclosureServiceClient Disclosure => new(Calls);

    public AgreementService.AgreementServiceClient Agreements => new(Calls);

    public MemberService.MemberServiceClient Members => new(Calls);

    public AuditService.AuditServiceClient Audit => new(Calls);

    public RetentionService.RetentionServiceClient Retention => new(Calls);

    /// <summary>What a call needs: a token, if any, and a deadline.</summary>
    public static CallOptions With(string? token, params (string Name, string Value)[] headers)
    {
        var metadata = new Metadata();
        if (token is not null)
            metadata.Add("authorization", $"Bearer {token}");
        foreach (var (name, value) in headers)
            metadata.Add(name, value);
        return new CallOptions(metadata, DateTime.UtcNow + Patience);
    }

    /// <summary>Sends bytes as the message of a unary call.</summary>
    public Task<byte[]> UnaryAsync(string service, string method, byte[] message, CallOptions options) =>
        Calls.AsyncUnaryCall(Method(MethodType.Unary, service, method), null, options, message).ResponseAsync;

    /// <summary>Sends bytes as the one message of a call that answers with a stream, and reads to its end.</summary>
    public async Task ServerStreamAsync(string service, string method, byte[] message, CallOptions options)
    {
        using var call = Calls.AsyncServerStreamingCall(Method(MethodType.ServerStreaming, service, method), null, options, message);
        while (await call.ResponseStream.MoveNext())
        {
        }
    }

    /// <summary>Sends bytes as the only message of a stream, and reads to the end of the answers.</summary>
    public async Task DuplexAsync(string service, string method, byte[] message, CallOptions options)
    {
        using var call = Calls.AsyncDuplexStreamingCall(Method(MethodType.DuplexStreaming, service, method), null, options);
        await call.RequestStream.WriteAsync(message);
        await call.RequestStream.CompleteAsync();
        while (await call.ResponseStream.MoveNext())
        {
        }
    }

    public async Task<string> TokenAsync(string clientId, params Purpose[] purposes)
    {
        using var answer = await AskForTokenAsync(clientId, string.Join(' ', purposes.Select(p => p.ToScope())));
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        var token = JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString()!;
        _hub.Secrets.Add(token.Split('.')[2]);
        return token;
    }

    public async Task<HttpResponseMessage> AskForTokenAsync(string clientId, string scope)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", clientId), new("scope", scope)]);
        return await Http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
    }

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        Http.Dispose();
        _handler.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Method<byte[], byte[]> Method(MethodType type, string service, string method) => new(type, $"sharinghub.v1.{service}", method, Bytes, Bytes);

    private static SocketsHttpHandler Handler(TheHub hub, X509Certificate2? certificate)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(hub.Ready.Ca);
        return new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = trust,
                // Forced: the library would hold back a certificate that is not for clients.
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            },
        };
    }
}
