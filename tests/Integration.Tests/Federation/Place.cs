using System.Net;

namespace SharingHub.Integration.Tests.Federation;

/// <summary>Where a hub of a pair runs, other than beside the test.</summary>
/// <param name="Address">Of its services.</param>
/// <param name="Under">What puts a program there.</param>
/// <param name="Members">How many members of each role tests may take.</param>
public sealed record Place(IPAddress Address, IReadOnlyList<string> Under, int Members);
