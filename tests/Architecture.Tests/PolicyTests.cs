using System.Reflection;
using Grpc.Core;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Architecture.Tests;

/// <summary>Deny by default: a call of the contract that nobody thought of is a failure here, not an open door.</summary>
public sealed class PolicyTests
{
    private static readonly Type[] Contract =
        [.. typeof(IntakeService).Assembly.GetTypes().Where(t => t.IsAbstract && t.IsDefined(typeof(BindServiceMethodAttribute), inherit: false))];

    [Fact]
    public void Every_service_of_the_contract_has_one_implementation()
    {
        Contract.Length.ShouldBeGreaterThanOrEqualTo(5);
        foreach (var service in Contract)
            TheHouse.Types.Count(service.IsAssignableFrom).ShouldBe(1, service.FullName);
    }

    [Fact]
    public void Every_call_that_is_served_says_who_may_make_it()
    {
        var calls = Contract.SelectMany(service => Calls(service, TheHouse.Types.Single(service.IsAssignableFrom))).ToList();

        calls.Count.ShouldBeGreaterThanOrEqualTo(20);
        calls.Where(c => (c.GetCustomAttribute<AllowAttribute>()?.Who ?? 0) == 0).Select(Name).ShouldBeEmpty();
    }

    [Fact]
    public void The_operator_is_let_into_members_and_peers_alone() =>
        Contract.SelectMany(service => Calls(service, TheHouse.Types.Single(service.IsAssignableFrom)))
            .Where(c => c.GetCustomAttribute<AllowAttribute>()!.Who.HasFlag(Who.Operator))
            .Select(c => TheHouse.RoomOf(c.DeclaringType!)).Distinct().ShouldBe(["Federation", "Members"], ignoreOrder: true);

    private static IEnumerable<MethodInfo> Calls(Type service, Type implementation) =>
        service.GetMethods().Where(m => m.IsVirtual && m.GetParameters().LastOrDefault()?.ParameterType == typeof(ServerCallContext))
            .Select(m => implementation.GetMethod(m.Name, [.. m.GetParameters().Select(p => p.ParameterType)])!)
            .Where(m => m.DeclaringType == implementation);

    private static string Name(MethodInfo call) => $"{call.ReflectedType!.Name}.{call.Name}";
}
