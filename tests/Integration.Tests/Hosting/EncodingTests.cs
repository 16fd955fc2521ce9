using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Hosting;

/// <summary>What no library would send.</summary>
public sealed class EncodingTests(TheHub hub) : HubTests(hub)
{
    public static TheoryData<string, string> Broken => new()
    {
        { "a wire type that there is not", "ff" },
        { "a length beyond the end", "0a7f41" },
        { "a varint of more than ten bytes", "80808080808080808080808001" },
        { "random bytes", Convert.ToHexString(new Func<byte[]>(() =>
        {
            var bytes = new byte[500];
            new Random(7).NextBytes(bytes);
            return bytes;
        })()) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Bytes_that_are_no_message_are_INVALID_ARGUMENT_on_unary_calls(string what, string hex)
    {
        var party = await Given.RetailerAsync();
        var options = Line.With(await party.TokenAsync());

        foreach (var (service, method) in new[] { ("AgreementService", "Get"), ("AuditService", "WhoSaw"), ("DisclosureService", "Get"), ("IntakeService", "Retract") })
        {
            var bytes = Convert.FromHexString(hex);
            var refused = await Refused.ByAsync(() => party.Line.UnaryAsync(service, method, bytes, options));
            refused.StatusCode.ShouldBe(StatusCode.InvalidArgument, $"{service}/{method}: {what}: {refused.Status.Detail}");
            refused.Reason().ShouldBe("MALFORMED");
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Bytes_that_are_no_message_are_INVALID_ARGUMENT_on_streams(string what, string hex)
    {
        var party = await Given.RetailerAsync();
        var options = Line.With(await party.TokenAsync());
        var bytes = Convert.FromHexString(hex);

        foreach (var call in new Func<Task>[]
        {
            () => party.Line.ServerStreamAsync("DisclosureService", "Pull", bytes, options),
            () => party.Line.ServerStreamAsync("AuditService", "Replay", bytes, options),
            () => party.Line.DuplexAsync("IntakeService", "Submit", bytes, options),
        })
        {
            var refused = await Refused.ByAsync(call);
            refused.StatusCode.ShouldBe(StatusCode.InvalidArgument, $"{what}: {refused.Status.Detail}");
            refused.Reason().ShouldBe("MALFORMED");
        }
    }

    [Fact]
    public async Task A_text_that_is_not_UTF8_is_INVALID_ARGUMENT()
    {
        var party = await Given.RetailerAsync();

        await Refused.WithAsync(StatusCode.InvalidArgument, "MALFORMED", () =>
            party.Line.UnaryAsync("AgreementService", "Get", [0x0a, 0x02, 0xc3, 0x28], Line.With(Token(party))));
    }

    [Fact]
    public async Task Whoever_may_not_call_learns_nothing_of_how_its_bytes_were_read()
    {
        var refused = await Refused.ByAsync(() => Given.Line(null).UnaryAsync("AgreementService", "Get", [0xff], Line.With(null)));

        refused.StatusCode.ShouldBeOneOf(StatusCode.Unauthenticated, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task A_message_nested_deeper_than_a_hundred_is_INVALID_ARGUMENT()
    {
        var party = await Given.RetailerAsync();
        // terms.grants.read…: unknown groups nest without end where messages of a schema cannot.
        byte[] groups = [.. Enumerable.Repeat((byte)0x53, 5000), .. Enumerable.Repeat((byte)0x54, 5000)];

        var refused = await Refused.WithAsync(StatusCode.InvalidArgument, "MALFORMED", () =>
            party.Line.UnaryAsync("AgreementService", "Propose", groups, Line.With(Token(party))));

        refused.Status.Detail.ShouldNotContain("0x");
    }

    [Fact]
    public async Task A_unary_message_beyond_four_mebibytes_is_RESOURCE_EXHAUSTED()
    {
        var party = await Given.RetailerAsync();

        var refused = await Refused.ByAsync(() =>
            party.Line.UnaryAsync("AgreementService", "Propose", new byte[(4 * 1024 * 1024) + 1], Line.With(Token(party))));

        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted, refused.Status.Detail);
    }

    [Fact]
    public async Task A_compressed_message_is_measured_by_what_it_unpacks_to()
    {
        var party = await Given.RetailerAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[64 * 1024 * 1024]);
        }

        var status = await PostAsync(party, packed.ToArray(), compressed: true, encoding: "gzip");

        status.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task An_encoding_that_the_hub_does_not_know_is_UNIMPLEMENTED()
    {
        var party = await Given.RetailerAsync();

        (await PostAsync(party, [1, 2, 3], compressed: true, encoding: "brotli-9000")).ShouldBe(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task A_unary_call_states_a_deadline_of_at_most_an_hour()
    {
        var party = await Given.RetailerAsync();
        var token = await party.TokenAsync();
        var metadata = new Metadata { { "authorization", $"Bearer {token}" } };
        var request = new MemberServiceListRequest();

        await Refused.WithAsync(StatusCode.InvalidArgument, "DEADLINE_REQUIRED", () => party.Line.Members.ListAsync(request, new CallOptions(metadata)).ResponseAsync);
        await Refused.WithAsync(StatusCode.InvalidArgument, "DEADLINE_REQUIRED", () =>
            party.Line.Members.ListAsync(request, new CallOptions(metadata, DateTime.UtcNow.AddYears(10))).ResponseAsync);
        var passed = await Refused.ByAsync(() => party.Line.Members.ListAsync(request, new CallOptions(metadata, DateTime.UtcNow)).ResponseAsync);
        passed.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Theory]
    [InlineData("sharinghub.v1.IntakeService", "Expunge")]
    [InlineData("sharinghub.v1.AdminService", "DropAll")]
    [InlineData("grpc.reflection.v1.ServerReflection", "ServerReflectionInfo")]
    public async Task What_the_contract_does_not_name_is_UNIMPLEMENTED(string service, string method)
    {
        var party = await Given.RetailerAsync();
        var marshaller = Marshallers.Create<byte[]>(b => b, b => b);

        foreach (var address in new[] { new Uri(Hub.Ready.Gateway), Hub.Replica })
        {
            var refused = await Refused.ByAsync(() => Given.Line(party.Certificate, address).Calls.AsyncUnaryCall(
                new Method<byte[], byte[]>(MethodType.Unary, service, method, marshaller, marshaller), null, Line.With(Token(party)), []).ResponseAsync);
            refused.StatusCode.ShouldBe(StatusCode.Unimplemented, refused.Status.Detail);
        }
    }

    [Fact]
    public async Task A_body_that_is_not_gRPC_is_415()
    {
        var party = await Given.RetailerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sharinghub.v1.MemberService/List")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")),
        };

        using var response = await party.Line.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Metadata_of_a_hundred_kilobytes_is_refused_and_the_next_call_is_served()
    {
        var party = await Given.RetailerAsync();
        var token = await party.TokenAsync();

        var refused = await Refused.ByAsync(() => party.Line.Members.ListAsync(
            new MemberServiceListRequest(), Line.With(token, ("x-large", new string('a', 100_000)))).ResponseAsync);

        refused.StatusCode.ShouldNotBe(StatusCode.OK);
        (await party.Line.Members.ListAsync(new MemberServiceListRequest(), Line.With(token))).Members.ShouldHaveSingleItem();
    }

    private static string Token(Party party) => party.TokenAsync().GetAwaiter().GetResult();

    /// <summary>One gRPC message as HTTP sends it, so that its prefix can lie.</summary>
    private static async Task<StatusCode> PostAsync(Party party, byte[] message, bool compressed, string encoding)
    {
        byte[] frame = [(byte)(compressed ? 1 : 0), .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(message.Length)), .. message];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sharinghub.v1.AgreementService/Propose")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.Add("te", "trailers");
        request.Headers.Add("grpc-encoding", encoding);
        request.Headers.Add("grpc-timeout", "20S");
        request.Headers.Add("authorization", $"Bearer {await party.TokenAsync()}");
        using var response = await party.Line.Http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var status = response.Headers.TryGetValues("grpc-status", out var early) ? early : response.TrailingHeaders.GetValues("grpc-status");
        return (StatusCode)int.Parse(status.Single(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
