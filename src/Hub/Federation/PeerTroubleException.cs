namespace SharingHub.Hub.Federation;

/// <summary>A peer cannot be followed now. Trying again may help; the message says what is wrong.</summary>
internal sealed class PeerTroubleException(string message) : Exception(PeerWords.Plain(message));
