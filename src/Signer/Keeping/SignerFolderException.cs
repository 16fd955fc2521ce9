using System.Diagnostics.CodeAnalysis;

namespace SharingHub.Signer.Keeping;

/// <summary>The folder is not one to sign from; the message says why, and what would be right.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It always has its sentence.")]
[SuppressMessage("Design", "CA1064", Justification = "Never leaves the program.")]
internal sealed class SignerFolderException(string message, Exception? cause = null) : Exception(message, cause);
