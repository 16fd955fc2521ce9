namespace SharingHub.Cosigning;

/// <summary>How asking one witness ended.</summary>
public enum WitnessOutcome
{
    /// <summary>It cosigned, and the cosignature is on the note.</summary>
    Cosigned,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>No whole answer in time.</summary>
    TimedOut,

    /// <summary>An answer that the protocol does not know, or one too long to be one.</summary>
    Malformed,

    /// <summary>No cosignature of its key over this checkpoint that says a time. Someone else answers, or it cosigned something else.</summary>
    BadSignature,

    /// <summary>A good cosignature from the future.</summary>
    BadTime,

    /// <summary>It has cosigned a larger tree of this log: the log was set back, or has a twin. An alarm.</summary>
    Ahead,

    /// <summary>It named a size, was given the proof from there, and then named another.</summary>
    Conflict,

    /// <summary>It refused with another status. 422 says that it holds another history of this log: an alarm.</summary>
    Refused,
}
