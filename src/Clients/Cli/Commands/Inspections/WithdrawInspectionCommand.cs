using System.CommandLine;
using SharingHub.V1;

namespace SharingHub.Cli.Commands.Inspections;

/// <summary>Takes a request back.</summary>
internal sealed class WithdrawInspectionCommand : CliCommand
{
    private readonly Argument<RecordName> _name = InspectionOptions.Name();
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();
    private readonly Option<string> _reason = InspectionOptions.Reason("Why; the carrier reads it.");

    public WithdrawInspectionCommand()
        : base(
            "withdraw",
            "Takes a request back, for the agency, before the consignment is examined.",
            "sharinghub inspections withdraw inspection/018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10@1 --reason \"It is not the one\" --purpose border-targeting --as customs")
    {
        Add(_name);
        Add(_purpose);
        Add(_reason);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var withdrawal = new InspectionWithdrawal { Reason = session.Get(_reason) };
        var answer = await hub.Targeting.WithdrawRequestAsync(
            new WithdrawRequestRequest { Purpose = session.Get(_purpose), Name = session.Get(_name), Withdrawal = withdrawal }, cancellationToken: session.Cancel);
        return session.Write(answer.Receipt);
    }
}
