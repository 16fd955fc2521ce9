using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;

namespace SharingHub.Hub.Correlation.Linking;

/// <summary>A value that too many share to join on: a switchboard, a forwarder, a virtual office.</summary>
/// <param name="Record">The record that held it first, for a person to look the value up where they may see it.</param>
internal sealed record BenignValue(JoinToken Token, Scheme Scheme, string Record);
