using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SharingHub.Cli.Output;

/// <summary>
/// Writes results to standard output: NDJSON as they come, JSON as one array, or a table at the end (live: a line each, as they come).
/// JSON holds ASCII only, so nothing in it reaches a terminal unescaped.
/// </summary>
internal sealed class Results(Terminal terminal, OutputFormat format, bool live, string[] columns) : IDisposable
{
    // More rows than anybody reads; scripts take ndjson.
    private const int MostTableRows = 200;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<string[]> _rows = [];
    private long _count;

    public void Add(JsonNode json, params string[] cells)
    {
        var first = _count++ == 0;
        switch (format)
        {
            case OutputFormat.Ndjson:
                terminal.Output.WriteLine(json.ToJsonString());
                break;
            case OutputFormat.Json:
                terminal.Output.Write((first ? "[\n" : ",\n") + json.ToJsonString());
                break;
            case OutputFormat.Table when live:
                terminal.Output.WriteLine(string.Join("  ", cells.Select(Printable.Line)));
                break;
            case OutputFormat.Table when _rows.Count < MostTableRows:
                _rows.Add(cells);
                break;
        }
    }

    /// <summary>One thing: a JSON object in every format, spread over lines for people.</summary>
    public static void WriteOne(Terminal terminal, OutputFormat format, JsonNode json) =>
        terminal.Output.WriteLine(format == OutputFormat.Ndjson ? json.ToJsonString() : json.ToJsonString(Indented));

    public void Flush() => terminal.Output.Flush();

    public void Dispose()
    {
        if (format == OutputFormat.Json)
            terminal.Output.WriteLine(_count == 0 ? "[]" : "\n]");
        if (format == OutputFormat.Table && _rows.Count > 0)
            WriteTable();
        Flush();
    }

    private void WriteTable()
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in _rows)
            table.AddRow(row.Select(cell => (IRenderable)new Text(Printable.Line(cell))));
        Ansi.Of(terminal.Output, terminal.OutputIsTerminal).Write(table);
        if (_count > _rows.Count)
            terminal.Error.WriteLine($"... and {_count - _rows.Count} more; --output ndjson shows all.");
    }
}
