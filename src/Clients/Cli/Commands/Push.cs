using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>Lines in, results out: results come in the order of the lines, so a queue says which line each belongs to.</summary>
internal sealed class Push(Feed feed, Submitter submitter, PushTally tally, Results results, bool all)
{
    private readonly ConcurrentQueue<string> _places = new();
    private readonly ConcurrentQueue<(string Place, string Problem)> _unreadable = new();

    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var submitted in submitter.SubmitAllAsync(RecordsAsync(cancel), cancel))
        {
            ReportUnreadable();
            _places.TryDequeue(out var place);
            tally.Count(submitted);
            if (all || submitted.Outcome == SubmitOutcome.Rejected)
                results.Add(PushTally.Json(place!, submitted), PushTally.Cells(place!, submitted));
        }

        ReportUnreadable();
    }

    private async IAsyncEnumerable<ByteString> RecordsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var line in feed.ReadAsync(cancel))
        {
            if (Parse(line) is not { } record)
                continue;
            _places.Enqueue(line.Place);
            yield return record;
        }
    }

    private ByteString? Parse(RecordLine line)
    {
        try
        {
            return JsonParser.Default.Parse<IntelRecord>(line.Text).ToByteString();
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException)
        {
            _unreadable.Enqueue((line.Place, error.Message));
            return null;
        }
    }

    // The feed is read ahead on another thread; results are written by one.
    private void ReportUnreadable()
    {
        while (_unreadable.TryDequeue(out var line))
        {
            tally.CountUnreadable();
            results.Add(PushTally.Json(line.Place, line.Problem), PushTally.Cells(line.Place, line.Problem));
        }
    }
}
