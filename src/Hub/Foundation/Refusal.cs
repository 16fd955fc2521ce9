using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Hub.Foundation;

/// <summary>
/// Why a call is refused: a gRPC status, a reason from the contract, and one sentence fit for the caller.
/// A refusal is a value; it becomes a status once, at the edge.
/// </summary>
internal sealed record Refusal(StatusCode Status, ErrorReason Reason, string Message, IReadOnlyList<FieldViolation>? Violations = null)
{
    private const string ReasonPrefix = "ERROR_REASON_";

    /// <summary>The reason as the contract writes it, without prefix: <c>RECORD_INVALID</c>.</summary>
    public static string NameOf(ErrorReason reason) => OriginalNames.Of(reason)[ReasonPrefix.Length..];

    public RpcException ToException()
    {
        var status = new Google.Rpc.Status { Code = (int)Status, Message = Message };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = "sharinghub", Reason = NameOf(Reason) }));
        if (Violations is { Count: > 0 })
        {
            var bad = new BadRequest();
            bad.FieldViolations.AddRange(Violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Description }));
            status.Details.Add(Any.Pack(bad));
        }

        return status.ToRpcException();
    }

    public static Refusal Invalid(IReadOnlyList<FieldViolation> violations) => new(
        StatusCode.InvalidArgument,
        ErrorReason.RequestInvalid,
        violations.Count == 1 ? $"{violations[0].Field}: {violations[0].Description}" : $"The request breaks {violations.Count} rules; see the field violations.",
        violations);

    public static Refusal Invalid(string field, string description) => Invalid([new FieldViolation { Field = field, Description = description }]);

    /// <summary>The same for what does not exist and for what the caller may not know of.</summary>
    public static Refusal NotFound { get; } = new(StatusCode.NotFound, ErrorReason.NotFound, "There is no such thing here for this caller.");

    public static Refusal DatabaseUnavailable { get; } = new(
        StatusCode.Unavailable, ErrorReason.DatabaseUnavailable, "The hub cannot reach its database now. Try again; nothing sent twice is stored twice.");

    public static Refusal Internal { get; } = new(
        StatusCode.Internal, ErrorReason.Unspecified, "The hub failed on this call. Its operator finds the cause in the log.");
}
