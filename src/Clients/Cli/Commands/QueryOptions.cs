using System.CommandLine;
using SharingHub.Cli.Input;
using SharingHub.Cli.Commands.Keeping;
using SharingHub.Sdk;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>What pull and watch ask for, and how they keep their place.</summary>
internal sealed class QueryOptions
{
    public const int LargestPage = 1000;

    private readonly Option<Purpose> _purpose = Purposes();
    private readonly Option<RecordKind[]> _kinds = Choice.ManyOf<RecordKind>("--kind", "KIND", "Only these kinds.");
    private readonly Option<string[]> _contributors = new("--from") { HelpName = "MEMBER", Description = "Only records of these contributors.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _cursorFile = new("--cursor-file") { HelpName = "FILE", Description = "Go on from the cursor in this file, and keep it there. One file a query." };
    private readonly Option<int?> _limit = new("--limit") { HelpName = "N", Description = "Stop after N records." };
    private readonly Option<string?> _receipts = ReceiptsOption.Create();
    private readonly Option<bool> _acknowledge = new("--ack") { Description = "Acknowledge each page once its records are written." };

    public IEnumerable<Option> All => [_purpose, _kinds, _contributors, _cursorFile, _limit, _acknowledge, _receipts];

    public static Option<Purpose> Purposes()
    {
        var option = Choice.Of<Purpose>("--purpose", "PURPOSE", "Why you ask.");
        option.Required = true;
        return option;
    }

    public RecordQuery Query(Session session) => new()
    {
        Purpose = session.Get(_purpose),
        Kinds = { session.Get(_kinds) ?? [] },
        Contributors = { session.Get(_contributors) ?? [] },
    };

    public ICursorStore Cursors(Session session) => session.Get(_cursorFile) is { } file ? new FileCursorStore(file) : new MemoryCursorStore();

    public long Limit(Session session) => session.Get(_limit) ?? long.MaxValue;

    public ReceivingOptions Receiving(Session session) => new()
    {
        Acknowledge = session.Get(_acknowledge),
        Receipts = session.Receipts(_receipts),
        PageSize = session.Get(_limit) is { } limit ? Math.Clamp(limit, 1, LargestPage) : 0,
    };
}
