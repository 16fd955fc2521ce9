using System.Text.Json.Nodes;
using Google.Protobuf;
using SharingHub.Hub.History;

namespace SharingHub.Hub.Tests.Golden;

/// <summary>What was written once is read for ever, and means the same: history is never written again, so code has to keep to it.</summary>
public sealed class GoldenTests
{
    /// <summary>Set to the name of a new folder of <c>tests/Golden</c>, it has the examples written that are missing.</summary>
    private const string WriteTo = "SHARINGHUB_GOLDEN";

    public static TheoryData<string> Places() => [.. GoldenFolder.Read().Select(g => g.Place)];

    [Fact]
    public void Every_event_type_and_every_field_of_it_has_an_example()
    {
        var golden = GoldenFolder.Read().Select(g => g.Event).ToLookup(g => g.Type);
        var missing = EventTypes.All
            .Select(type => (Type: type, Paths: Filled.All(GoldenEvent.MessageOf(type)).SelectMany(m => Filled.Paths(m)).Except(golden[type.Name].SelectMany(PathsOf)).ToList()))
            .Where(m => m.Paths.Count > 0)
            .ToList();

        if (Environment.GetEnvironmentVariable(WriteTo) is { Length: > 0 } folder)
            missing.ForEach(m => GoldenFolder.Write(folder, m.Type));
        missing.Select(m => $"{m.Type.Name}: {string.Join(", ", m.Paths)}").ShouldBeEmpty(
            $"no example in tests/Golden holds these fields; {WriteTo}=FOLDER has them written (tests/Golden/README.md)");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void An_example_reads_to_the_same_meaning(string place)
    {
        var golden = GoldenFolder.Read().Single(g => g.Place == place).Event;
        var type = EventTypes.All.SingleOrDefault(t => t.Name == golden.Type).ShouldNotBeNull("history holds events of this type");

        Type.GetType(golden.DotNetType).ShouldBe(type.Body, "the event store finds the class by this name");
        var opened = golden.Opened();
        opened.Access.ShouldBe(BodyAccess.Open);
        opened.Bytes.ShouldBe(golden.Body);
        var stored = new BodySerializer().Deserialize(type.Body, golden.Stored);
        (stored is SealedEventBody sealedBody ? sealedBody.Bytes : ((IMessage)stored).ToByteArray()).ShouldBe(golden.Stored);
        var read = GoldenEvent.MessageOf(type).Parser.ParseFrom(golden.Body);
        JsonNode.DeepEquals(GoldenEvent.MeaningOf(read), golden.Meaning).ShouldBeTrue($"{GoldenEvent.MeaningOf(read)} means something else than {golden.Meaning}");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void An_example_has_the_envelope_and_the_entry_that_the_ledger_committed_to(string place)
    {
        var golden = GoldenFolder.Read().Single(g => g.Place == place).Event;
        golden.EnvelopeNow().ShouldBe(golden.Envelope);
        golden.EntryNow().ShouldBe(golden.Entry);
    }

    private static IEnumerable<string> PathsOf(GoldenEvent golden) =>
        Filled.Paths(GoldenEvent.MessageOf(EventTypes.All.Single(t => t.Name == golden.Type)).Parser.ParseFrom(golden.Body));
}
