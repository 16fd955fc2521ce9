using System.Reflection;

namespace SharingHub.Architecture.Tests;

public sealed class TypeTests
{
    private static readonly string[] Folding = ["Apply", "Create", "ShouldDelete"];

    private static readonly string[] Bodies =
    [
        "SealedEventBody", "RecordSubmittedBody", "RecordRevisedBody", "RecordRetractedBody", "RecordExpungedBody", "ExpungeRequestedBody",
        "ExpungeWithdrawnBody", "ExpungeConfirmedBody", "HoldPlacedBody", "HoldReleasedBody",
    ];

    [Fact]
    public void Only_what_Marten_has_to_see_is_public() =>
        TheHouse.Types.Where(t => t.IsPublic && !IsAggregate(t)).Select(t => t.FullName).ShouldBe(
            [
                "SharingHub.Hub.Members.ClientState", "SharingHub.Hub.Members.PeerState", "SharingHub.Hub.Agreements.AgreementRevision",
                .. Bodies.Select(name => $"SharingHub.Hub.History.{name}"),
            ],
            ignoreOrder: true);

    [Fact]
    public void Classes_are_sealed_unless_something_derives_from_them() =>
        TheHouse.Types.Where(t => t.IsClass && !t.IsSealed && !TheHouse.Types.Any(other => Bases(other).Contains(t)))
            .Select(t => t.FullName).ShouldBeEmpty();

    [Fact]
    public void Folding_methods_are_public_because_Marten_passes_over_others_in_silence()
    {
        var folding = TheHouse.Types.SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(m => Folding.Contains(m.Name) && IsAggregate(m.DeclaringType!)).ToList();

        folding.Count.ShouldBeGreaterThan(5);
        folding.Where(m => !m.IsPublic).Select(m => $"{m.DeclaringType!.Name}.{m}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_aggregate_is_named_as_one() =>
        TheHouse.Types.Where(IsAggregate).Select(t => t.Name).ShouldBe(["MemberState", "AgreementState"], ignoreOrder: true);

    /// <summary>What is folded from events of the contract.</summary>
    private static bool IsAggregate(Type type) => type.Name.EndsWith("State", StringComparison.Ordinal)
        && type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(m => m.Name == "Apply");

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            yield return at.IsGenericType ? at.GetGenericTypeDefinition() : at;
    }
}
