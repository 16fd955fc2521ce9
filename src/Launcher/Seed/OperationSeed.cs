using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Operation;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Launcher.Seed;

/// <summary>Registers members and puts agreements in force, as their operator and they themselves would: those of the model operation unless others are given.</summary>
public sealed class OperationSeed : ISeed
{
    private const string Mandate = "Oversight of the model operation: who shared what with whom, and under which agreement.";

    private readonly IReadOnlyList<OperationMember> members;
    private readonly IReadOnlyList<OperationAgreement> agreements;

    public OperationSeed()
        : this(ModelOperation.Members, OperationAgreements.All)
    {
    }

    internal OperationSeed(IReadOnlyList<OperationMember> members, IReadOnlyList<OperationAgreement> agreements) => (this.members, this.agreements) = (members, agreements);

    public async Task PlantAsync(ReadyFile ready, CancellationToken cancellation)
    {
        await RegisterAsync(ready, cancellation);
        var connections = members.ToDictionary(m => m.Id, m => Connect(ready, ready.Members[m.Id]));
        try
        {
            foreach (var agreement in agreements)
            {
                await AgreeAsync(agreement, connections, cancellation);
            }
        }
        finally
        {
            foreach (var connection in connections.Values)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>A connection as this client.</summary>
    public static HubConnection Connect(ReadyFile ready, ReadyClient client) => new(new HubConnectionOptions
    {
        Gateway = new Uri(ready.Gateway),
        CaPath = ready.Ca,
        ClientId = client.ClientId,
        CertificatePath = client.Certificate,
        KeyPath = client.Key,
        TokenEndpoint = new Uri(ready.TokenEndpoint),
    });

    private async Task RegisterAsync(ReadyFile ready, CancellationToken cancellation)
    {
        await using var hub = Connect(ready, ready.Operator);
        foreach (var member in members)
        {
            var role = Enum.Parse<MemberRole>(member.Role.ToString());
            await hub.Members.RegisterAsync(
                new RegisterRequest { Id = member.Id, DisplayName = member.DisplayName, Role = role, Mandate = role == MemberRole.Auditor ? Mandate : "" },
                cancellationToken: cancellation);
            var certificate = await File.ReadAllTextAsync(ready.Members[member.Id].Certificate, cancellation);
            await hub.Members.AddClientAsync(
                new AddClientRequest { MemberId = member.Id, ClientId = member.ClientId, Certificate = certificate }, cancellationToken: cancellation);
        }
    }

    private static async Task AgreeAsync(OperationAgreement agreement, Dictionary<string, HubConnection> connections, CancellationToken cancellation)
    {
        var proposed = await connections[agreement.Terms.Provider].Agreements.ProposeAsync(
            new ProposeRequest { AgreementId = agreement.Id, Terms = agreement.Terms }, cancellationToken: cancellation);
        // An agreement that was terminated since stays so.
        if (proposed.Agreement.Status != AgreementStatus.Proposed)
        {
            return;
        }

        foreach (var recipient in agreement.Terms.Recipients)
        {
            await connections[recipient].Agreements.CountersignAsync(
                new CountersignRequest { AgreementId = agreement.Id, Revision = proposed.Agreement.Revision }, cancellationToken: cancellation);
        }
    }
}
