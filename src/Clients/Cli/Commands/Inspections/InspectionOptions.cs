using System.CommandLine;
using System.CommandLine.Parsing;
using Google.Protobuf.WellKnownTypes;
using SharingHub.Cli.Input;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>What the commands on inspections ask for.</summary>
internal static class InspectionOptions
{
    public static Argument<RecordName> Name() =>
        Choice.Record("inspection", "The inspection, with the revision that you read, such as customs/inspection/ID@2; your own without the member.");

    public static Option<string> Reason(string description) => new("--reason") { HelpName = "WORDS", Description = $"{description} 1-500 characters.", Required = true };

    public static Option<DateTimeOffset?> Time(string name, string description)
    {
        var option = Choice.Time(name, description);
        option.Required = true;
        return option;
    }

    public static Timestamp TimeOf(this Session session, Option<DateTimeOffset?> option) => session.Get(option)!.Value.ToTimestamp();

    /// <summary>A line of what was seized: <c>QUANTITY:BRAND:DESCRIPTION</c>.</summary>
    public static Option<SeizedGoods[]> Goods() => new("--goods")
    {
        HelpName = "QUANTITY:BRAND[:WORDS]",
        Description = "What was seized, such as 40:Tempo:watches; once for each kind of goods.",
        CustomParser = result => [.. result.Tokens.Select(token => Line(result, token.Value))],
        DefaultValueFactory = _ => [],
    };

    private static SeizedGoods Line(ArgumentResult result, string text)
    {
        var parts = text.Split(':', 3);
        if (parts.Length >= 2 && ulong.TryParse(parts[0], out var quantity) && quantity > 0 && parts[1].Length > 0)
            return new SeizedGoods { Quantity = quantity, Brand = parts[1], Description = parts.ElementAtOrDefault(2) ?? "" };
        result.AddError($"--goods: '{text}' is not QUANTITY:BRAND:DESCRIPTION, such as 40:Tempo:watches.");
        return new SeizedGoods();
    }
}
