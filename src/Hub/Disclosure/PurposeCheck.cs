using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>A purpose is stated on every call, and the token has to carry it.</summary>
internal sealed class PurposeCheck(DenialLog denials)
{
    /// <summary>The caller, if its token carries the purpose. A refusal is history too.</summary>
    public async Task<Caller> HoldingAsync(Purpose purpose, ServerCallContext context)
    {
        var caller = context.Caller();
        if (caller.Purposes.Contains(purpose))
        {
            return caller;
        }

        await denials.NoteAsync(caller, purpose, ErrorReason.PurposeNotHeld, context.CancellationToken);
        throw DisclosureRefusals.PurposeNotHeld(purpose).ToException();
    }
}
