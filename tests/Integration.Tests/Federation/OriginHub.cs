using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;
using SharingHub.Verification;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>The hub <c>eu</c>, at which another one has a client.</summary>
public sealed class OriginHub(Place? place = null) : TheHub
{
    /// <summary>The other one, as it is named here.</summary>
    public static readonly OperationMember Far = new("us", "American hub", OperationRole.Agency, "onward_sharing");

    /// <summary>What its operator can do, who has its signer's key: publishes another history under a good signature. Its signer is stopped, which would not sign it.</summary>
    internal async Task<SignedNote> ForkedAsync()
    {
        await SharingHubHost.StopAsync(Host.Signer);
        await using (var given = new Given(this))
            await given.RecordsAsync(await given.RetailerAsync(), Records.Listing("another"));
        await CoveredAsync();
        var signer = NoteSigner.Parse((await File.ReadAllTextAsync(Path.Combine(Pki, "..", "signer", "log.key"))).TrimEnd('\n')).OrThrow();
        var another = new Checkpoint(signer.Key.Name, await CountAsync("select size from ledger.tree where one = $1", true), new Sha256Hash([.. Enumerable.Repeat((byte)7, 32)]));
        var note = SignedNote.Create(another.ToText(), [signer.Sign(another.ToText(), time: 0)]).OrThrow();
        await using var command = Database.CreateCommand("insert into ledger.checkpoint (size, root, note, signed_at) values ($1, $2, $3, clock_timestamp())");
        command.Parameters.AddWithValue(another.Size);
        command.Parameters.AddWithValue(another.Root.ToArray());
        command.Parameters.AddWithValue(note.ToString());
        await command.ExecuteNonQueryAsync();
        return note;
    }

    /// <summary>Takes the other history away again.</summary>
    internal async Task MendAsync()
    {
        await using var command = Database.CreateCommand(
            """
            alter table ledger.checkpoint disable trigger refuse_change;
            delete from ledger.checkpoint where size = (select max(size) from ledger.checkpoint);
            alter table ledger.checkpoint enable trigger refuse_change;
            """);
        await command.ExecuteNonQueryAsync();
        await Host.StartAsync(Host.Signer);
    }

    protected override HostOptions Configure(HostOptions usual) => At(place, base.Configure(usual) with { Members = [Far, .. MembersAt(place)] });

    internal static IEnumerable<OperationMember> MembersAt(Place? place) => Pool.Members.GroupBy(m => m.Role).SelectMany(role => role.Take(place?.Members ?? 32));

    /// <summary>What is elsewhere does not reach what takes traces and metrics here.</summary>
    internal static HostOptions At(Place? place, HostOptions options) => place is null
        ? options
        : options with { Address = place.Address, Under = place.Under, Environment = new Dictionary<string, string?>() };
}
