namespace SharingHub.Sdk;

/// <summary>A stream broke and will be opened again. Nothing is lost.</summary>
/// <param name="Stream">Which: <c>submit</c>, <c>pull</c>, <c>subscribe</c>, <c>inspections</c>, <c>leads</c>, <c>replay</c>, <c>watch</c>.</param>
/// <param name="Cause">What the transport or the hub said, in a sentence.</param>
/// <param name="Attempt">1 for the first break since something last got through.</param>
/// <param name="Delay">How long is waited before the stream is opened again.</param>
public sealed record StreamBreak(string Stream, string Cause, int Attempt, TimeSpan Delay);
