using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk;

namespace SharingHub.Cli;

/// <summary>Which hub, as whom, and how results are written. They go before or after the command.</summary>
internal sealed class GlobalOptions
{
    public const string ReadyFileName = "ready.json";

    // Long enough for a hub to restart; short enough that a script learns that it did not.
    private const int DefaultRetrySeconds = 60;

    private readonly Option<string?> _data = Global<string?>("--data", "DIR", "Data folder of `./hub up`, whose ready.json says where the hub is. Default: as the hub's own.");
    private readonly Option<string?> _member = Global<string?>("--as", "MEMBER", "Whose credential of ready.json to use: a member id, or operator.");
    private readonly Option<Uri?> _gateway = Choice.Address("--gateway", "The hub's https address, instead of ready.json; with --ca, --client-id, --cert, --key.");
    private readonly Option<string?> _ca = Global<string?>("--ca", "PEM", "The certificate authorities to trust.");
    private readonly Option<string?> _clientId = Global<string?>("--client-id", "ID", "Client id at the token issuer.");
    private readonly Option<string?> _certificate = Global<string?>("--cert", "PEM", "Client certificate.");
    private readonly Option<string?> _key = Global<string?>("--key", "PEM", "Its private key.");
    private readonly Option<Uri?> _tokenEndpoint = Choice.Address("--token-endpoint", "Where tokens come from. Default: /connect/token at the gateway.");
    private readonly Option<OutputFormat?> _output = Global<OutputFormat?>("--output", "table|json|ndjson", "How results are written. Default: table on a terminal, else ndjson.");
    private readonly Option<int> _retryFor = Global<int>("--retry-for", "SECONDS", "How long streams go on trying while the hub is away.");

    public GlobalOptions()
    {
        _retryFor.DefaultValueFactory = _ => DefaultRetrySeconds;
        _gateway.Recursive = _tokenEndpoint.Recursive = true;
    }

    public IEnumerable<Option> All => [_data, _member, _gateway, _ca, _clientId, _certificate, _key, _tokenEndpoint, _output, _retryFor];

    public OutputFormat FormatFor(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(_output) ?? (terminal.OutputIsTerminal ? OutputFormat.Table : OutputFormat.Ndjson);

    public HubConnectionOptions Connection(ParseResult parsed) =>
        (parsed.GetValue(_gateway) is { } gateway ? Explicit(parsed, gateway) : FromReadyFile(parsed)) with
        {
            RetryFor = TimeSpan.FromSeconds(Math.Max(0, parsed.GetValue(_retryFor))),
        };

    private HubConnectionOptions FromReadyFile(ParseResult parsed)
    {
        var member = parsed.GetValue(_member) ?? throw new UsageException("Say who you are: --as MEMBER, or --gateway with --ca, --client-id, --cert, --key.");
        return HubConnectionOptions.FromReadyFile(Path.Combine(parsed.GetValue(_data) ?? DefaultData(), ReadyFileName), member);
    }

    private HubConnectionOptions Explicit(ParseResult parsed, Uri gateway)
    {
        return new HubConnectionOptions
        {
            Gateway = gateway,
            CaPath = Needed(_ca),
            ClientId = Needed(_clientId),
            CertificatePath = Needed(_certificate),
            KeyPath = Needed(_key),
            TokenEndpoint = parsed.GetValue(_tokenEndpoint),
        };

        string Needed(Option<string?> option) => parsed.GetValue(option) ?? throw new UsageException($"--gateway also needs {option.Name}.");
    }

    private static string DefaultData()
    {
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
            return "/var/lib/sharinghub/default";
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        return Path.Combine(
            string.IsNullOrEmpty(state) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state") : state, "sharinghub");
    }

    private static Option<T> Global<T>(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Recursive = true };
}
