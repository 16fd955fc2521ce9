using System.CommandLine;
using SharingHub.Sdk.Auditing;

namespace SharingHub.Cli.Commands.Audit;

/// <summary>Says what was disclosed to a member.</summary>
internal sealed class WhatReachedCommand : CliCommand
{
    private readonly Argument<string> _member = new("member") { HelpName = "MEMBER", Description = "The recipient." };
    private readonly Option<string?> _agreement = new("--agreement") { HelpName = "ID", Description = "Only under this agreement." };

    public WhatReachedCommand()
        : base("what-reached", "Says what was disclosed to a member. For that member and auditors.", "sharinghub audit what-reached customs --as inspectorate")
    {
        Add(_member);
        Add(_agreement);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        using var results = session.LiveResults(DisclosureRows.Columns);
        var disclosures = 0L;
        await foreach (var disclosure in hub.WhatReachedAsync(session.Get(_member), session.Get(_agreement) ?? "", session.Cancel))
        {
            disclosures++;
            results.Add(disclosure);
        }

        session.Say($"{disclosures} disclosures.");
        return ExitCode.Done;
    }
}
