using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;

namespace SharingHub.Gateway.Tests.Harness;

/// <summary>Someone outside, with or without a certificate: plain HTTP and gRPC over connections of its own.</summary>
internal sealed class Caller : IDisposable
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly SocketsHttpHandler _handler;
    private readonly GrpcChannel _channel;

    public Caller(int port, X509Certificate2? certificate, Authority trusts)
    {
        _handler = new SocketsHttpHandler { SslOptions = Tls(certificate, trusts) };
        Http = new HttpClient(_handler) { BaseAddress = new Uri($"https://localhost:{port}"), DefaultRequestVersion = HttpVersion.Version20 };
        _channel = GrpcChannel.ForAddress(Http.BaseAddress, new GrpcChannelOptions { HttpClient = Http });
    }

    public HttpClient Http { get; }

    public async Task<Seen> Call(Metadata? headers = null, string service = "sharinghub.v1.EchoService", byte[]? message = null)
    {
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, "Tell", Bytes, Bytes);
        var options = new CallOptions(headers, DateTime.UtcNow.AddSeconds(10));
        var answer = await _channel.CreateCallInvoker().AsyncUnaryCall(method, null, options, message ?? []);
        return JsonSerializer.Deserialize<Seen>(answer)!;
    }

    public async Task<RpcException> FailingCall() => await Assert.ThrowsAsync<RpcException>(() => Call());

    public AsyncDuplexStreamingCall<byte[], byte[]> Stream(string name = "Stream")
    {
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, "sharinghub.v1.EchoService", name, Bytes, Bytes);
        return _channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(30)));
    }

    /// <summary>A stream that has echoed once, so it is known to be open all the way.</summary>
    public async Task<AsyncDuplexStreamingCall<byte[], byte[]>> OpenStream(string name = "Stream")
    {
        var call = Stream(name);
        await call.RequestStream.WriteAsync([1]);
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        return call;
    }

    public async Task<Seen> Get(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<Seen>())!;
    }

    public void Dispose()
    {
        _channel.Dispose();
        Http.Dispose();
        _handler.Dispose();
    }

    private static SslClientAuthenticationOptions Tls(X509Certificate2? certificate, Authority trusts)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusts.Root);
        return new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = policy,
            // A context is sent whatever the server asks for; a collection would be filtered by the issuers that it names.
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        };
    }
}
