namespace SharingHub.Integration.Tests.Federation.Schedules;

/// <summary>What goes over a link one way.</summary>
internal enum Way
{
    ToOrigin,
    ToFar,
}
