using OpenIddict.Abstractions;
using SharingHub.Identity.Database;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SharingHub.Identity.Clients;

/// <summary>The registered clients, kept as OpenIddict applications.</summary>
internal sealed class ClientRegistry(IOpenIddictApplicationManager applications, IdentityDatabase database)
{
    public async Task<RegisteredClient?> FindAsync(string? clientId, CancellationToken cancellation) =>
        !string.IsNullOrEmpty(clientId) && await applications.FindByClientIdAsync(clientId, cancellation) is { } application
            ? await ReadAsync(application, cancellation)
            : null;

    public async Task<IReadOnlyList<RegisteredClient>> ListAsync(CancellationToken cancellation)
    {
        var found = new List<object>();
        await foreach (var application in applications.ListAsync(cancellationToken: cancellation))
            found.Add(application);

        var clients = new List<RegisteredClient>();
        foreach (var application in found)
        {
            if (await ReadAsync(application, cancellation) is { } client)
                clients.Add(client);
        }

        return [.. clients.OrderBy(client => client.ClientId, StringComparer.Ordinal)];
    }

    /// <summary>Registers all or none. A known id gets the new certificate and purposes in place of the old.</summary>
    public async Task AddAsync(IReadOnlyList<RegisteredClient> clients, CancellationToken cancellation)
    {
        await using var transaction = await database.LockAsync(cancellation);
        foreach (var client in clients)
        {
            if (await applications.FindByClientIdAsync(client.ClientId, cancellation) is { } known)
                await applications.UpdateAsync(known, Describe(client), cancellation);
            else
                await applications.CreateAsync(Describe(client), cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>False when there is no such client.</summary>
    public async Task<bool> RemoveAsync(string clientId, CancellationToken cancellation)
    {
        if (await applications.FindByClientIdAsync(clientId, cancellation) is not { } application)
            return false;
        await applications.DeleteAsync(application, cancellation);
        return true;
    }

    private static OpenIddictApplicationDescriptor Describe(RegisteredClient client)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = client.ClientId,
            ClientType = ClientTypes.Confidential,
            JsonWebKeySet = client.Certificate.ToKeys(),
        };
        descriptor.Permissions.Add(Permissions.Endpoints.Token);
        descriptor.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
        foreach (var purpose in client.Purposes)
            descriptor.Permissions.Add(Permissions.Prefixes.Scope + Purpose.Scope(purpose));
        return descriptor;
    }

    private async Task<RegisteredClient?> ReadAsync(object application, CancellationToken cancellation)
    {
        var certificate = RegisteredCertificate.FromKeys(await applications.GetJsonWebKeySetAsync(application, cancellation));
        if (certificate is null)
            return null;
        var permissions = await applications.GetPermissionsAsync(application, cancellation);
        var purposes = permissions
            .Where(permission => permission.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal))
            .Select(permission => Purpose.OfScope(permission[Permissions.Prefixes.Scope.Length..]))
            .OfType<string>();
        return new RegisteredClient((await applications.GetClientIdAsync(application, cancellation))!, certificate, [.. purposes]);
    }
}
