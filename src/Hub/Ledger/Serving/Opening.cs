namespace SharingHub.Hub.Ledger.Serving;

/// <summary>How much of an event a caller may open.</summary>
internal enum Opening
{
    /// <summary>Nothing, not even that there is one.</summary>
    None,

    /// <summary>The envelope.</summary>
    Envelope,

    /// <summary>The envelope and the body.</summary>
    Whole,
}
