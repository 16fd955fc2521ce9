namespace SharingHub.Integration.Tests.Disclosure.NonInterference;

/// <summary>One history: two providers with an agreement each with the recipient that listens; and members whose doings it may not know of.</summary>
/// <param name="Other">A recipient of the first provider's, too.</param>
/// <param name="Stranger">Has no agreement with the recipient.</param>
internal sealed record World(TheHub Hub, Given Given, Party[] Providers, Agreement[] Agreements, Listener Recipient, Party Other, Party Stranger, Random Secrets)
{
    public static async Task<World> MakeAsync(TheHub hub, Given given, int secrets)
    {
        Party[] providers = [await given.RetailerAsync(), await given.RetailerAsync()];
        var recipient = await given.AgencyAsync();
        var listener = new Listener(recipient, providers);
        var world = new World(
            hub, given, providers, new Agreement[providers.Length], listener, await given.AgencyAsync(), await given.RetailerAsync(), new Random(secrets));
        for (var i = 0; i < providers.Length; i++)
            world.Agree(i, await Given.AgreementAsync(providers[i], recipient, VisibleActs.FirstGrant()));
        await listener.LookAsync();
        return world;
    }

    /// <summary>The agreement of this provider with the recipient as it is now.</summary>
    public void Agree(int provider, Agreement agreement)
    {
        Agreements[provider] = agreement;
        Recipient.Know(agreement.Id);
    }

    /// <summary>A text for a field that no grant shows, of another length and content in each history.</summary>
    public string Secret() => $"{Listener.Hidden}-{Convert.ToHexStringLower(Bytes(Secrets.Next(1, 24)))}";

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Secrets.NextBytes(bytes);
        return bytes;
    }
}
