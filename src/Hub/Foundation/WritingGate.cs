using Grpc.Core;
using SharingHub.V1;

namespace SharingHub.Hub.Foundation;

/// <summary>Whether calls that add to what the ledger has to prove are taken now. Closed until somebody has looked.</summary>
internal sealed class WritingGate
{
    private static readonly Refusal NotLookedYet = new(
        StatusCode.Unavailable, ErrorReason.WitnessEvidenceLate, "This replica has just started. Try again.");

    private volatile Refusal? _closed = NotLookedYet;

    /// <summary>Why they are refused; null while they are taken.</summary>
    public Refusal? Closed => _closed;

    public void Open() => _closed = null;

    public void Close(Refusal why) => _closed = why;

    public void ThrowIfClosed()
    {
        if (_closed is { } why)
        {
            throw why.ToException();
        }
    }
}

/// <summary>An RPC that adds to what the ledger has to prove: refused while the <see cref="WritingGate"/> is closed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsEvidenceAttribute : Attribute;
