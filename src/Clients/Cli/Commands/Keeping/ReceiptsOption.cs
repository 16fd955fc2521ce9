using System.CommandLine;
using SharingHub.Sdk.Keeping;

namespace SharingHub.Cli.Commands.Keeping;

/// <summary>Where a command keeps the receipts that it gets.</summary>
internal static class ReceiptsOption
{
    public static Option<string?> Create() => new("--receipts") { HelpName = "DIR", Description = "Keep the receipts in this folder, one a member; receipts check proves them." };

    public static ReceiptFolder? Receipts(this Session session, Option<string?> option) => session.Get(option) is { } folder ? new ReceiptFolder(folder) : null;
}
