using Google.Protobuf;
using Grpc.Core;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>All that came back on one Submit stream; results in the order they came.</summary>
internal sealed record Submitted(uint Credit, IReadOnlyList<SubmitResult> Results)
{
    public SubmitResult At(int position) => Results.Single(r => r.Position == (ulong)position);
}

internal static class Submitting
{
    /// <summary>Sends records in as many messages as it takes, and reads every result.</summary>
    public static Task<Submitted> SubmitAsync(this Party party, params IEnumerable<ByteString> records) =>
        party.SubmitMessagesAsync([.. records.Chunk(100).Select(chunk => new SubmitRequest { Records = { chunk } })]);

    public static Task<Submitted> SubmitAsync(this Party party, params IEnumerable<IntelRecord> records) =>
        party.SubmitAsync(records.Select(r => r.ToByteString()));

    public static async Task<Submitted> SubmitMessagesAsync(this Party party, params SubmitRequest[] messages)
    {
        using var call = party.Hub.Intake.Submit(deadline: DateTime.UtcNow + Line.Patience);
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        var credit = call.ResponseStream.Current.Opened.ShouldNotBeNull("the first message says the credit").Credit;
        var writing = WriteAsync(call.RequestStream, messages);
        var results = new List<SubmitResult>();
        while (await call.ResponseStream.MoveNext(default))
            results.AddRange(call.ResponseStream.Current.Results?.Results ?? []);
        await writing;
        return new Submitted(credit, results);
    }

    private static async Task WriteAsync(IClientStreamWriter<SubmitRequest> stream, SubmitRequest[] messages)
    {
        try
        {
            foreach (var message in messages)
                await stream.WriteAsync(message);
            await stream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The hub ended the stream; its reader learns why.
        }
    }
}
