using System.Net;
using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharingHub.Launcher.Pki;

namespace SharingHub.Integration.Tests.Federation.Hostile;

/// <summary>
/// A peer hub as another one meets it, over real TLS, with a ledger of its own. It has one agreement, of its member <see cref="Provider"/>; it says what a test has it say.
/// </summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    public const string Provider = "lieferant";

    private readonly WebApplication _app;
    private readonly DevelopmentPki _pki;
    private int _cursors;

    private ScriptedPeer(DevelopmentPki pki, string id, string agency)
    {
        (_pki, Id) = (pki, id);
        Ledger = new PeerLedger(id);
        Receipt = one => new ReceiptAnswer { EventId = one, Receipt = Ledger.ReceiptOf(Guid.Parse(one)), Reason = Ledger.ReceiptOf(Guid.Parse(one)) is null ? "NOT_FOUND" : "" };
        Agreement = AgreementOf(agency);
        Listed = [Agreement];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = pki.Gateway.Read();
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        builder.Services.AddGrpc(grpc => grpc.MaxSendMessageSize = null);
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<PeerMembers>();
        _app.MapGrpcService<PeerAgreements>();
        _app.MapGrpcService<PeerDisclosure>();
        _app.MapGrpcService<PeerLog>();
        _app.MapGet("/ledger/{**path}", (string path) => Ledger.File(path) is { } file ? Results.Bytes(file) : Results.NotFound());
        _app.MapPost("/connect/token", () => Results.Json(new { access_token = "token", token_type = "Bearer", expires_in = 300 }));
    }

    /// <summary>Its name at the other hub.</summary>
    public string Id { get; }

    public PeerLedger Ledger { get; set; }

    public Agreement Agreement { get; }

    /// <summary>What it answers to who lists its agreements.</summary>
    public List<Agreement> Listed { get; }

    /// <summary>What it answers to who asks for the receipt of one event.</summary>
    public Func<string, ReceiptAnswer> Receipt { get; set; }

    /// <summary>What a follower is told of agreements, in their order.</summary>
    public Channel<Agreement> Told { get; } = Channel.CreateUnbounded<Agreement>();

    /// <summary>What a follower is sent, in its order.</summary>
    public Channel<SubscribeResponse> Sent { get; } = Channel.CreateUnbounded<SubscribeResponse>();

    public string CertificateAuthority => File.ReadAllText(_pki.Authority.Certificate);

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <param name="pki">Its certificates.</param>
    /// <param name="id">Its name at the other hub.</param>
    /// <param name="agency">Whom its agreement names there.</param>
    public static async Task<ScriptedPeer> StartAsync(DevelopmentPki pki, string id, string agency)
    {
        var peer = new ScriptedPeer(pki, id, agency);
        await peer._app.StartAsync();
        return peer;
    }

    public static Agreement AgreementOf(string agency, Action<Grant>? but = null)
    {
        var grant = Terms.Onward($"{agency}@{LyingPeers.Own}");
        but?.Invoke(grant);
        return new Agreement
        {
            Id = Guid.CreateVersion7().ToString("D"),
            Revision = 1,
            Status = AgreementStatus.InForce,
            Terms = new AgreementTerms { Provider = Provider, Recipients = { LyingPeers.Own }, Grants = { grant } },
        };
    }

    public RecordView View(IntelRecord record, ulong version = 1) => new()
    {
        Name = new RecordName { Contributor = Provider, Kind = record.Listing is not null ? RecordKind.Listing : record.Shipment is not null ? RecordKind.Shipment : RecordKind.SellerAccount, Id = record.Id, Revision = record.Revision },
        Version = version,
        Record = record.ToByteString(),
        AgreementId = Agreement.Id,
        AgreementRevision = Agreement.Revision,
        Grant = 1,
        RecordedAt = new DateTime(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc).ToTimestamp(),
    };

    /// <summary>A page of these views, as its ledger shows it.</summary>
    /// <param name="views">What it holds.</param>
    /// <param name="but">Makes the ledger say something else.</param>
    public Page Page(IEnumerable<RecordView> views, Action<Disclosed>? but = null)
    {
        var page = new Page { Views = { views }, Cursor = $"cursor-{Interlocked.Increment(ref _cursors)}" };
        var body = new Disclosed { Recipient = LyingPeers.Own, Purpose = Purpose.OnwardSharing, AgreementId = page.Views[0].AgreementId, AgreementRevision = page.Views[0].AgreementRevision };
        body.Records.AddRange(page.Views.Select(v => (View: v, Record: IntelRecord.Parser.ParseFrom(v.Record))).Select(v => new DisclosedRecord
        {
            Name = v.View.Name,
            Version = v.View.Version,
            Tlp = v.Record.Tlp,
            Confidence = v.Record.Confidence,
            Grant = v.View.Grant,
        }));
        but?.Invoke(body);
        var id = Guid.CreateVersion7();
        Ledger.Append("disclosure.v1", $"disclosure/{id:D}", 1, body, LyingPeers.Own, id);
        page.Disclosures.Add(new DisclosureReference { DisclosureId = id.ToString("D"), AgreementId = body.AgreementId, AgreementRevision = body.AgreementRevision, Records = (uint)body.Records.Count });
        return page;
    }

    public Page Page(params RecordView[] views) => Page(views, null);

    public void Send(Page page) => Sent.Writer.TryWrite(new SubscribeResponse { Page = page });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
