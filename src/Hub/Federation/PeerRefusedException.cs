namespace SharingHub.Hub.Federation;

/// <summary>What a peer sent does not check. The message says what, for the operators of both hubs, and nothing of what a record says.</summary>
internal sealed class PeerRefusedException(string reason) : Exception(PeerWords.Plain(reason));
