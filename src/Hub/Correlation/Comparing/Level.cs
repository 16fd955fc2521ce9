namespace SharingHub.Hub.Correlation.Comparing;

/// <summary>How far one field of two parties agrees.</summary>
internal enum Level : byte
{
    /// <summary>One of the two says nothing: neither for nor against.</summary>
    Missing,
    Different,

    /// <summary>Equal but for slips of the pen.</summary>
    Close,
    Same,
}
