using System.CommandLine;
using System.CommandLine.Parsing;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Input;

/// <summary>Options and arguments whose values are checked while the command line is read, so that a wrong one is a usage error.</summary>
internal static class Choice
{
    public static Option<T> Of<T>(string name, string helpName, string description)
        where T : struct, Enum => new(name)
        {
            HelpName = helpName,
            Description = $"{description} One of: {Names<T>()}.",
            CustomParser = result => One<T>(result, result.Tokens[0].Value),
        };

    public static Option<T[]> ManyOf<T>(string name, string helpName, string description)
        where T : struct, Enum => new(name)
        {
            HelpName = helpName,
            Description = $"{description} Any of: {Names<T>()}.",
            CustomParser = result => [.. result.Tokens.Select(token => One<T>(result, token.Value))],
            DefaultValueFactory = _ => [],
        };

    public static Argument<RecordName> Record(string name, string description) => new(name)
    {
        HelpName = "CONTRIBUTOR/KIND/ID",
        Description = description,
        CustomParser = result =>
        {
            if (RecordNames.TryParse(result.Tokens[0].Value, out var parsed))
                return parsed;
            result.AddError($"'{result.Tokens[0].Value}' is not a record name: CONTRIBUTOR/KIND/ID, such as amazonia/listing/lst-1, with @REVISION if need be.");
            return null;
        },
    };

    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        HelpName = "TIME",
        Description = description,
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var time))
                return time;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is not a time, such as 2020-11-02T08:00:00Z.");
            return null;
        },
    };

    public static Option<Uri?> Address(string name, string description) => new(name)
    {
        HelpName = "URL",
        Description = description,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
                return address;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is not an https address, such as https://localhost:7443.");
            return null;
        },
    };

    private static T One<T>(ArgumentResult result, string text)
        where T : struct, Enum
    {
        if (ContractNames.TryParse<T>(text, out var value))
            return value;
        result.AddError($"'{text}' is none of: {Names<T>()}.");
        return default;
    }

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", ContractNames.All<T>().Select(name => name.ToLowerInvariant().Replace('_', '-')));
}
