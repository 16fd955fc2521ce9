namespace SharingHub.Hub.Foundation;

/// <summary>On whose behalf something happens, as history keeps it.</summary>
/// <param name="Member">The member that acts.</param>
/// <param name="Actor"><c>client:member/client[;person:id]</c>, or <c>system:part</c>.</param>
internal readonly record struct Acting(string Member, string Actor);
