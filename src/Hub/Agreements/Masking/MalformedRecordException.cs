namespace SharingHub.Hub.Agreements.Masking;

/// <summary>The bytes are not a record. Nothing of them may leave: a mask gives a whole view or this.</summary>
internal sealed class MalformedRecordException(string fault) : Exception(fault);
