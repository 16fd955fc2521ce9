using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using SharingHub.Verification.Notes;
using SharingHub.Witness;

namespace SharingHub.Cli.Commands;

/// <summary>Runs a witness until it is stopped.</summary>
internal sealed class WitnessCommand : CliCommand
{
    private readonly Option<string> _data = new("--data") { HelpName = "DIR", Description = "The witness's own folder: its key and what it cosigned. Made at the first start.", Required = true };
    private readonly Option<Uri> _listen = new("--listen")
    {
        HelpName = "URL",
        Description = "Where to listen: http on loopback, or https with a certificate.",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:7380"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url))
                return url;
            result.AddError($"--listen: '{result.Tokens[0].Value}' is not an address, such as http://127.0.0.1:7380.");
            return null;
        },
    };

    private readonly Option<string> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "The name of its key, such as witness.example/w1.",
        Required = true,
        CustomParser = result =>
        {
            if (!KeyName.IsValid(result.Tokens[0].Value))
                result.AddError($"--name: {KeyName.Rule}");
            return result.Tokens[0].Value;
        },
    };

    private readonly Option<VerifierKey[]> _logs = new("--log")
    {
        HelpName = "VKEY",
        Description = "A log to watch, by its verifier key; again for each key of each log.",
        Required = true,
        CustomParser = result =>
        {
            var keys = result.Tokens.Select(token => VerifierKey.Parse(token.Value)).ToArray();
            foreach (var key in keys.Where(key => !key.Ok))
                result.AddError($"--log: {key.Problem}");
            return [.. keys.Where(key => key.Ok).Select(key => key.OrThrow())];
        },
    };

    private readonly Option<string?> _certificate = new("--certificate") { HelpName = "PEM", Description = "The server's certificate." };
    private readonly Option<string?> _certificateKey = new("--certificate-key") { HelpName = "PEM", Description = "Its private key." };

    public WitnessCommand()
        : base(
            "witness",
            "Runs a witness, which cosigns a log's checkpoints as long as they continue each other.",
            "sharinghub witness --data w1 --name witness.example/w1 --log hub.example/ledger/0+456edd6e+AZ+VfonxLhj9xY2d5NivZULuHDhgbtco/Nxq1RQ21PUp")
    {
        Add(_data);
        Add(_listen);
        Add(_name);
        Add(_logs);
        Add(_certificate);
        Add(_certificateKey);
    }

    public override async Task<int> RunAsync(Session session)
    {
        var options = new WitnessOptions
        {
            Folder = session.Get(_data)!,
            Listen = session.Get(_listen)!,
            Name = session.Get(_name)!,
            Logs = session.Get(_logs)!,
            Certificate = session.Get(_certificate),
            CertificateKey = session.Get(_certificateKey),
        };
        try
        {
            await using var server = await WitnessServer.StartAsync(options, TimeProvider.System, LogToError, session.Cancel);
            session.Terminal.Output.WriteLine(server.Key);
            session.Terminal.Output.Flush();
            session.Say($"Witnessing at {server.Address}; it ends with Ctrl+C.");
            await Task.Delay(Timeout.Infinite, session.Cancel).ContinueWith(_ => { }, TaskScheduler.Default);
            return ExitCode.Done;
        }
        catch (InvalidDataException damaged)
        {
            throw new UsageException(damaged.Message);
        }
    }

    private static void LogToError(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddSimpleConsole(line => (line.SingleLine, line.TimestampFormat, line.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ssZ ", true));
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
