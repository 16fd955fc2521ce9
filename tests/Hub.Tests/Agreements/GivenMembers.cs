using CsCheck;
using static SharingHub.Hub.Tests.Agreements.Choices;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Few members, so that they meet.</summary>
internal static class GivenMembers
{
    public static readonly Gen<string> Member = OneOf("amazonia", "bazaarly", "customs");

    public static readonly Gen<string> Provider = OneOf("amazonia", "amazonia", "amazonia", "amazonia", "amazonia", "amazonia", "bazaarly", "customs", GivenOnward.Abroad);
}
