using System.CommandLine;
using SharingHub.Cli.Output;
using SharingHub.Sdk;

namespace SharingHub.Cli;

/// <summary>One run of one command.</summary>
internal sealed class Session(ParseResult parsed, GlobalOptions globals, Terminal terminal, CancellationToken cancel)
{
    public Terminal Terminal => terminal;

    public CancellationToken Cancel => cancel;

    public OutputFormat Format => globals.FormatFor(parsed, terminal);

    public ParseResult Parsed => parsed;

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public HubConnection Connect() => new(globals.Connection(parsed) with
    {
        OnBreak = broke => Say($"{broke.Stream}: {broke.Cause.TrimEnd('.')}. Attempt {broke.Attempt} in {broke.Delay.TotalSeconds:0.0} s."),
    });

    public Results Results(params string[] columns) => new(terminal, Format, live: false, columns);

    public Results LiveResults(params string[] columns) => new(terminal, Format, live: true, columns);

    public void Say(string words) => terminal.Error.WriteLine(Printable.Line(words));
}
