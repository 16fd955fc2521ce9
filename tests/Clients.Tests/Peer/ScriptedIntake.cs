using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Peer;

/// <summary>Holds each record once, as the contract says, and breaks at chosen steps. A step is: opened, received, held, answered.</summary>
public sealed class ScriptedIntake : IntakeService.IntakeServiceBase
{
    private readonly Lock _lock = new();
    private int _step;

    public uint Credit { get; set; } = 1000;

    /// <summary>Which step, counted over all streams from 0, breaks how.</summary>
    public Dictionary<int, Fault> Breaks { get; } = [];

    /// <summary>Refuses records by id.</summary>
    public Func<IntelRecord, SubmitResult?> Judge { get; set; } = _ => null;

    /// <summary>Awaited before the results of a message are sent.</summary>
    public Func<int, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Ids as they were first held, in order.</summary>
    public List<string> Held { get; } = [];

    /// <summary>Ids as they came, resent ones again.</summary>
    public List<string> Received { get; } = [];

    public List<int> MessageSizes { get; } = [];

    /// <summary>The messages as they came.</summary>
    public List<SubmitRequest> Messages { get; } = [];

    public List<string> Tokens { get; } = [];

    public int Streams { get; private set; }

    public int Steps => _step;

    public int MostUnderWay { get; private set; }

    public RetractRequest? Retracted { get; private set; }

    public override async Task Submit(
        IAsyncStreamReader<SubmitRequest> requestStream, IServerStreamWriter<SubmitResponse> responseStream, ServerCallContext context)
    {
        lock (_lock)
        {
            Streams++;
            Tokens.Add(context.RequestHeaders.GetValue("authorization") ?? "");
        }

        await responseStream.WriteAsync(new SubmitResponse { Opened = new SubmitOpened { Credit = Credit } });
        if (Step(context))
            return;
        var underWay = 0;
        var position = 0uL;
        var answering = Task.CompletedTask;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            int message;
            lock (_lock)
            {
                message = MessageSizes.Count;
                MessageSizes.Add(request.Records.Count);
                Messages.Add(request);
                Received.AddRange(request.Records.Select(bytes => IntelRecord.Parser.ParseFrom(bytes).Id));
                MostUnderWay = Math.Max(MostUnderWay, Interlocked.Add(ref underWay, request.Records.Count));
            }

            if (Step(context))
                return;
            var results = request.Records.Select(bytes => Hold(position++, bytes)).ToList();
            if (Step(context))
                return;
            // Answers may lag behind what is read, as group commits do.
            answering = AnswerAsync(answering, message, results);
            if (BeforeAnswerIsImmediate)
                await answering;
            if (Step(context))
                return;
        }

        await answering;

        async Task AnswerAsync(Task before, int message, List<SubmitResult> results)
        {
            await before;
            await BeforeAnswer(message);
            Interlocked.Add(ref underWay, -results.Count);
            await responseStream.WriteAsync(new SubmitResponse { Results = new SubmitResults { Results = { results } } });
        }
    }

    /// <summary>Whether the next message is read only after this one is answered.</summary>
    public bool BeforeAnswerIsImmediate { get; set; } = true;

    public override Task<RetractResponse> Retract(RetractRequest request, ServerCallContext context)
    {
        Retracted = request;
        var name = request.Name.Clone();
        name.Contributor = "customs";
        return Task.FromResult(new RetractResponse
        {
            Receipt = new RecordReceipt { EventId = "00000007-0000-7000-8000-000000000000", Name = name, Version = 2, CommittedAt = new Timestamp { Seconds = 1_795_953_600 } },
        });
    }

    private SubmitResult Hold(ulong position, ByteString bytes)
    {
        var record = IntelRecord.Parser.ParseFrom(bytes);
        if (Judge(record) is { } refused)
        {
            refused.Position = position;
            return refused;
        }

        lock (_lock)
        {
            var isNew = !Held.Contains(record.Id);
            if (isNew)
                Held.Add(record.Id);
            return new SubmitResult
            {
                Position = position,
                Outcome = isNew ? SubmitOutcome.Accepted : SubmitOutcome.Duplicate,
                Receipt = new RecordReceipt { EventId = record.Id, Name = new RecordName { Contributor = "amazonia", Kind = RecordKind.Listing, Id = record.Id }, Version = 1 },
            };
        }
    }

    private bool Step(ServerCallContext call)
    {
        lock (_lock)
            return Breaks.TryGetValue(_step++, out var fault) && fault.Happen(call);
    }
}
