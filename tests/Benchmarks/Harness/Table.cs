using System.Text;

namespace SharingHub.Benchmarks.Harness;

/// <summary>A table in Markdown whose columns also stand under each other.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, head.Length);
        _rows.Add(row);
    }

    public override string ToString()
    {
        var widths = head.Select((title, column) => _rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        var text = new StringBuilder();
        Append(text, head, widths);
        text.AppendLine($"|{string.Join('|', widths.Select(width => new string('-', width + 2)))}|");
        foreach (var row in _rows)
        {
            Append(text, row, widths);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] row, int[] widths) =>
        text.AppendLine($"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |");
}
