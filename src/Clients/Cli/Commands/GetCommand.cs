using System.CommandLine;
using Google.Protobuf;
using SharingHub.Cli.Commands.Keeping;
using SharingHub.Cli.Input;
using SharingHub.Cli.Output;
using SharingHub.Sdk.Keeping;
using SharingHub.Sdk.Receiving;
using SharingHub.V1;

namespace SharingHub.Cli.Commands;

/// <summary>Gets one record.</summary>
internal sealed class GetCommand : CliCommand
{
    private readonly Argument<RecordName> _name = Choice.Record("name", "The record.");
    private readonly Option<Purpose> _purpose = QueryOptions.Purposes();

    private readonly Option<string?> _proof = new("--proof") { HelpName = "FILE", Description = "Also write the view as it came, with its contributor's signature, for verify record." };

    private readonly Option<string?> _receipts = ReceiptsOption.Create();

    public GetCommand()
        : base(
            "get",
            "Gets one record, as far as agreements allow.",
            "sharinghub get amazonia/listing/lst-1 --as customs --purpose border-targeting",
            "sharinghub get amazonia/listing/lst-1 --as customs --purpose border-targeting --proof lst-1.json")
    {
        Add(_proof);
        Add(_receipts);
        Add(_name);
        Add(_purpose);
    }

    public override async Task<int> RunAsync(Session session)
    {
        await using var hub = session.Connect();
        var answer = await hub.GetAsync(session.Get(_purpose), session.Get(_name), session.Cancel);
        if (session.Receipts(_receipts) is { } receipts)
            await receipts.KeepAsync([.. KeptDisclosure.Of(answer, session.Get(_purpose))], session.Cancel);
        var json = answer.Notice is { } notice ? Json.Of(notice) : Json.Of(answer.View);
        json["disclosure"] = answer.Disclosure?.DisclosureId;
        if (session.Get(_proof) is { } file)
            WriteProof(answer, file);
        Results.WriteOne(session.Terminal, session.Format, json);
        return ExitCode.Done;
    }

    private static void WriteProof(GetResponse answer, string file)
    {
        if (answer.View is null)
            throw new UsageException("--proof: the record was expunged; there is nothing to prove.");
        // Proto3 JSON of the RecordView: any protobuf library reads it back to the same bytes.
        File.WriteAllText(file, JsonFormatter.Default.Format(answer.View) + '\n');
    }
}
