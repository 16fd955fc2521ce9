using Google.Rpc;
using Grpc.Core;
using SharingHub.V1;
using GrpcStatus = Grpc.Core.Status;

namespace SharingHub.Sdk;

/// <summary>
/// A call was refused or failed. <see cref="Exception.Message"/> is fit for people: the hub's sentence, then each field that is wrong.
/// It is an <see cref="RpcException"/>, so the status is in <see cref="RpcException.StatusCode"/>.
/// </summary>
public class HubException : RpcException
{
    private HubException(GrpcStatus status, Metadata trailers, string reason, IReadOnlyList<FieldViolation> violations)
        : base(status, trailers, Sentence(status, violations))
    {
        Reason = reason;
        Violations = violations;
    }

    /// <summary>DATA_LOSS: what the hub gave does not hold together.</summary>
    public static HubException Broken(string message) => new(StatusCode.DataLoss, "", message);

    internal HubException(StatusCode code, string reason, string message, Exception? cause = null)
        : this(new GrpcStatus(code, message, cause), [], reason, [])
    {
    }

    /// <summary>An <see cref="ErrorReason"/> name without prefix, e.g. <c>PURPOSE_NOT_HELD</c>; empty when the hub gave none.</summary>
    public string Reason { get; }

    /// <summary>Every value that is wrong, and what would be right.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; }

    /// <summary>Reads the details of a failed call (<c>google.rpc.Status</c>) into an exception.</summary>
    public static HubException From(RpcException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        // What failed before the call left, such as getting a token, says more than the call that did not start.
        if ((error as HubException ?? error.Status.DebugException as HubException) is { } known)
            return known;
        var details = Details(error);
        var violations = details?.GetDetail<BadRequest>()?.FieldViolations
            .Select(v => new FieldViolation { Field = v.Field, Description = v.Description }).ToArray() ?? [];
        return new HubException(error.Status, error.Trailers, details?.GetDetail<ErrorInfo>()?.Reason ?? "", violations);
    }

    private static Google.Rpc.Status? Details(RpcException error)
    {
        try
        {
            return error.GetRpcStatus();
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return null; // Garbled details must not hide the status.
        }
    }

    private static string Sentence(GrpcStatus status, IReadOnlyList<FieldViolation> violations)
    {
        var said = status.Detail.Length > 0 ? status.Detail : $"The hub answered {status.StatusCode} and gave no reason.";
        return violations.Count == 0 ? said : $"{said} {string.Join("; ", violations.Select(v => $"{v.Field}: {v.Description}"))}";
    }
}
