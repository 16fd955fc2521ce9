namespace SharingHub.Identity.Clients;

/// <summary>One machine credential of a member.</summary>
internal sealed record RegisteredClient(string ClientId, RegisteredCertificate Certificate, IReadOnlyList<string> Purposes);
