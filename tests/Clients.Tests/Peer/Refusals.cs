using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace SharingHub.Clients.Tests.Peer;

public static class Refusals
{
    public static RpcException With(StatusCode code, string reason, string message, params (string Field, string Description)[] violations)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(new ErrorInfo { Reason = reason, Domain = "sharinghub" }) } };
        if (violations.Length > 0)
        {
            status.Details.Add(Any.Pack(new BadRequest
            {
                FieldViolations = { violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Description }) },
            }));
        }

        return status.ToRpcException();
    }
}
