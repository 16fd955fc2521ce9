using Google.Protobuf;
using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Intake.Validation;
using SharingHub.Hub.Members;
using SharingHub.V1;

namespace SharingHub.Hub.Intake;

internal sealed class IntakeService(GroupCommit commits, BatchSignatures signatures, RecordStreams records, StreamLives lives, WritingGate gate) : V1.IntakeService.IntakeServiceBase
{
    private const int RecordsInMessage = 100;

    /// <summary>Well under the gateway's idle limit.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A contributor with nothing to say for so long opens a new stream when it has.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    /// <summary>For the last results of a stream that has to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Allow(Who.Member)]
    [NeedsEvidence]
    public override async Task Submit(IAsyncStreamReader<SubmitRequest> requestStream, IServerStreamWriter<SubmitResponse> responseStream, ServerCallContext context)
    {
        await using var life = lives.Begin(context);
        // Results still under way find the stream after this method has ended, so it is not disposed here.
        var stream = new SubmitStream();
        await responseStream.WriteAsync(new SubmitResponse { Opened = new SubmitOpened { Credit = SubmitStream.Credit } }, context.CancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(life.Ended);
        var reading = ReadAsync(requestStream, stream, context.Caller(), life, over.Token);
        try
        {
            var writing = stream.WriteResultsAsync(responseStream, Heartbeat, context.CancellationToken);
            await ResetIfStalledAsync(writing, life, context);
            await writing;
        }
        finally
        {
            // Kestrel gives the request's place to another one: a read that outlived this call would take that one's message.
            await over.CancelAsync();
            await reading;
        }
    }

    [Allow(Who.Member)]
    public override async Task<RetractResponse> Retract(RetractRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var found = new Violations();
        found.Record("name", request.Name, ownIsUnderstood: true);
        found.When(request.Name?.Kind == RecordKind.Inspection, "name.kind", IntakeRefusals.InspectionsAreRequested);
        found.Text("reason", request.Reason, 1, Violations.ReasonLength);
        found.Throw();
        if (request.Name!.Contributor.Length > 0 && request.Name.Contributor != caller.Member)
        {
            throw IntakeRefusals.OtherContributor.ToException();
        }

        return new RetractResponse { Receipt = await records.RetractAsync(caller, request, context.CancellationToken) };
    }

    private async Task ReadAsync(IAsyncStreamReader<SubmitRequest> requests, SubmitStream stream, Caller caller, StreamLife life, CancellationToken over)
    {
        try
        {
            var position = 0UL;
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(over);
            idle.CancelAfter(IdleLimit);
            while (await requests.MoveNext(idle.Token))
            {
                if (requests.Current.Records.Count is 0 or > RecordsInMessage)
                {
                    throw IntakeRefusals.MessageSize(RecordsInMessage).ToException();
                }

                gate.ThrowIfClosed();
                var signed = await signatures.CheckAsync(caller.Member, requests.Current, over);
                for (var i = 0; i < requests.Current.Records.Count; i++)
                {
                    await stream.WaitForPlaceAsync(over);
                    await AdmitAsync(requests.Current.Records[i], position++, signed, signed.Proofs?[i], stream, caller, over);
                }

                idle.CancelAfter(IdleLimit);
            }

            stream.AllRead();
        }
        catch (Exception e)
        {
            stream.Fail(WhyEnded(life) ?? (e is OperationCanceledException ? IntakeRefusals.Idle.ToException() : e));
        }
    }

    /// <summary>A contributor that takes no results cannot keep a stream that has to end.</summary>
    private static async Task ResetIfStalledAsync(Task writing, StreamLife life, ServerCallContext context)
    {
        await Task.WhenAny(writing, Task.Delay(Timeout.Infinite, life.Ended));
        if (await Task.WhenAny(writing, Task.Delay(Patience)) != writing)
        {
            context.GetHttpContext().Abort();
        }
    }

    private static RpcException? WhyEnded(StreamLife life) => life.Why switch
    {
        LifeEnd.TokenExpired => IntakeRefusals.TokenExpired.ToException(),
        LifeEnd.AccessEnded => IntakeRefusals.AccessEnded.ToException(),
        LifeEnd.Stopping => IntakeRefusals.Stopping.ToException(),
        _ => null,
    };

    private async Task AdmitAsync(
        ByteString bytes, ulong position, CheckedSignature signed, ContributorProof? proof, SubmitStream stream, Caller caller, CancellationToken stop)
    {
        stream.Began();
        if (signed.Fault is not null)
        {
            stream.Finish(Results.Rejected(position, signed.Fault));
            return;
        }

        if (!RecordParser.TryParse(bytes.Span, out var record, out var unknown))
        {
            stream.Finish(Results.Rejected(position, ErrorReason.RecordMalformed));
            return;
        }

        if (record.BodyCase == IntelRecord.BodyOneofCase.Inspection)
        {
            stream.Finish(Results.NotSubmitted(position));
            return;
        }

        var checkedRecord = RecordValidator.Validate(record, unknown);
        if (!checkedRecord.IsValid)
        {
            stream.Finish(Results.Invalid(position, checkedRecord));
            return;
        }

        var key = StreamKeys.Record(caller.Member, KindNames.Of(record), record.Id);
        var pending = new PendingRecord(caller, key, record, bytes.ToByteArray(), CanonicalRecord.Of(record), checkedRecord.Warnings, position, stream, proof, signed.Key);
        await commits.AddAsync(pending, stop);
    }
}
