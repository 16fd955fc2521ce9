namespace SharingHub.Gateway.Configuration;

/// <summary>The options as read, the certificates they name, and everything that is wrong with them.</summary>
internal sealed record GatewaySettings(GatewayOptions Options, GatewayCertificates? Certificates, IReadOnlyList<string> Problems)
{
    /// <summary>sysexits.h EX_CONFIG: service managers show it apart from a crash.</summary>
    private const int ConfigurationError = 78;

    public static GatewaySettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var options = Bind(configuration, problems);
        problems.AddRange(OptionsCheck.ProblemsOf(options));
        var certificates = GatewayCertificates.Load(options, problems);
        return new GatewaySettings(options, certificates, problems);
    }

    /// <summary>Names every key that is wrong, and what would be right.</summary>
    public int Explain(TextWriter output)
    {
        output.WriteLine("The gateway cannot start; its configuration is wrong:");
        foreach (var problem in Problems)
            output.WriteLine("  " + problem);
        return ConfigurationError;
    }

    private static GatewayOptions Bind(IConfiguration configuration, List<string> problems)
    {
        try
        {
            return configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            // The binder names the key and the type that it expected.
            problems.Add(unreadable.Message);
            return new GatewayOptions();
        }
    }
}
