using System.Diagnostics;
using Google.Protobuf;
using SharingHub.Benchmarks.Harness;
using SharingHub.Sdk;
using SharingHub.V1;
using SharingHub.Verification.Notes;

namespace SharingHub.Benchmarks.Running;

/// <summary>Records sent on one stream and the results that came back; of the hub and of the bare server alike.</summary>
/// <param name="Took">From the stream's opening to the last result.</param>
/// <param name="Milliseconds">Of each record, from just before it was written to its result.</param>
internal sealed record Submission(TimeSpan Took, double[] Milliseconds)
{
    /// <param name="hub">As whom, and where to.</param>
    /// <param name="records">Serialised; none was submitted before.</param>
    /// <param name="together">Records a message, 1-100.</param>
    /// <param name="window">Records without a result at most.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="signer">Signs each message for its contributor; null: unsigned.</param>
    /// <exception cref="MeasurementException">A record was not accepted.</exception>
    public static async Task<Submission> RunAsync(
        HubConnection hub, IReadOnlyList<ByteString> records, int together, int window, CancellationToken cancellation, INoteSigner? signer = null)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var call = hub.Intake.Submit(cancellationToken: broken.Token);
        if (!await call.ResponseStream.MoveNext(broken.Token) || call.ResponseStream.Current.Opened is null)
            throw new MeasurementException("the stream did not open");

        var sent = new long[records.Count];
        var milliseconds = new double[records.Count];
        using var room = new SemaphoreSlim(window);
        var began = Stopwatch.GetTimestamp();
        var reading = ReadAsync();
        try
        {
            for (var next = 0; next < records.Count;)
            {
                var message = new SubmitRequest();
                while (message.Records.Count < together && next < records.Count)
                {
                    await room.WaitAsync(broken.Token);
                    sent[next] = Stopwatch.GetTimestamp();
                    message.Records.Add(records[next++]);
                }

                await call.RequestStream.WriteAsync(signer is null ? message : Signatures.Sign(message, signer), broken.Token);
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception) when (reading.IsFaulted)
        {
            // The reader knows why.
        }

        return new Submission(await reading, milliseconds);

        async Task<TimeSpan> ReadAsync()
        {
            try
            {
                for (var answered = 0; answered < records.Count;)
                {
                    if (!await call.ResponseStream.MoveNext(broken.Token))
                        throw new MeasurementException($"the stream ended after {answered} results of {records.Count}");
                    foreach (var result in call.ResponseStream.Current.Results?.Results ?? [])
                    {
                        if (result.Outcome != SubmitOutcome.Accepted)
                            throw new MeasurementException($"a record was not accepted: {result.Outcome} {result.Reason} {result.Violations}");
                        milliseconds[result.Position] = Stopwatch.GetElapsedTime(sent[result.Position]).TotalMilliseconds;
                        answered++;
                        room.Release();
                    }
                }

                return Stopwatch.GetElapsedTime(began);
            }
            catch
            {
                await broken.CancelAsync();
                throw;
            }
        }
    }
}
