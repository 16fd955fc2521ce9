namespace SharingHub.Integration.Tests.Harness;

/// <summary>What contributors do about the keeping of their records.</summary>
internal static class Expunging
{
    public const string Provision = "GDPR Art. 17(1)(d)";

    public static RecordName Own(RecordKind kind, string id) => new() { Kind = kind, Id = id };

    public static async Task<ExpungeRequest> RequestExpungeAsync(this Party party, RecordKind kind, string id) =>
        (await party.Hub.Retention.RequestExpungeAsync(
            new RequestExpungeRequest { Name = Own(kind, id), LegalBasis = LegalBasis.RightToErasure, BasisText = Provision })).Request;

    public static async Task<ConfirmExpungeResponse> ConfirmExpungeAsync(this Party party, ExpungeRequest request) =>
        await party.Hub.Retention.ConfirmExpungeAsync(new ConfirmExpungeRequest { RequestId = request.Id });

    public static async Task<Hold> HoldAsync(this Party party, RecordName name, string reference) =>
        (await party.Hub.Retention.PlaceHoldAsync(new PlaceHoldRequest { Name = name, Reference = reference })).Hold;

    /// <summary>Expunged by two clients of the contributor, and known to the ledger.</summary>
    public static async Task<ConfirmExpungeResponse> ExpungedAsync(this Given given, TheHub hub, Party contributor, RecordKind kind, string id)
    {
        var second = await given.SecondClientAsync(contributor);
        var done = await second.ConfirmExpungeAsync(await contributor.RequestExpungeAsync(kind, id));
        await hub.SequencedAsync([done.EventId]);
        return done;
    }
}
