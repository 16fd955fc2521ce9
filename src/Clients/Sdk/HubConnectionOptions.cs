using Microsoft.Extensions.Logging;
using SharingHub.Sdk.Connecting;
using SharingHub.Verification.Notes;

namespace SharingHub.Sdk;

/// <summary>How this client proves itself to the token issuer. Both need the client certificate: tokens are bound to it.</summary>
public enum ClientAuthentication
{
    /// <summary>The TLS client certificate alone (RFC 8705).</summary>
    ClientCertificate,

    /// <summary>A signed assertion (RFC 7523, ES256 or PS256), besides the TLS client certificate.</summary>
    PrivateKeyJwt,
}

/// <summary>Where the hub is and who this client is. Paths are PEM files.</summary>
public sealed record HubConnectionOptions
{
    /// <summary>Unary calls end after this much time where the caller states no deadline; the hub refuses calls without one.</summary>
    public static readonly TimeSpan DefaultUnaryDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Several heartbeats of the hub: a stream that is silent for so long is taken for broken, even when the gateway still answers.</summary>
    public static readonly TimeSpan DefaultSilenceLimit = TimeSpan.FromSeconds(90);

    /// <summary>The largest page that the contract allows, 1000 records of 64 KiB, with room for its envelope. Bytes.</summary>
    public const int DefaultMaxReceiveBytes = 72 * 1024 * 1024;

    /// <summary>The largest submission that the contract allows, 100 records of 64 KiB, with room for its envelope. Bytes.</summary>
    public const int DefaultMaxSendBytes = 8 * 1024 * 1024;

    /// <summary>The gateway's https origin, e.g. <c>https://localhost:7443</c>.</summary>
    public required Uri Gateway { get; init; }

    /// <summary>PEM bundle of the certificate authorities to trust; no other is trusted. Either this or <see cref="CaPem"/>.</summary>
    public string? CaPath { get; init; }

    /// <summary>The same as text, where it is in no file.</summary>
    public string? CaPem { get; init; }

    /// <summary>Client id at the token issuer, e.g. <c>customs-main</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>PEM of the client certificate, followed by intermediates if there are any.</summary>
    public required string CertificatePath { get; init; }

    /// <summary>PEM of the client certificate's private key, not encrypted.</summary>
    public required string KeyPath { get; init; }

    /// <summary>The OAuth 2.0 token endpoint. Default: <c>/connect/token</c> at the gateway.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>How the token endpoint knows this client.</summary>
    public ClientAuthentication Authentication { get; init; } = ClientAuthentication.ClientCertificate;

    /// <summary>With <see cref="ClientAuthentication.PrivateKeyJwt"/>: the issuer's name, exactly, as the assertion's audience.</summary>
    public string? Issuer { get; init; }

    /// <summary>With <see cref="ClientAuthentication.PrivateKeyJwt"/>: PEM of the key that signs assertions (EC P-256 or RSA). Default: <see cref="KeyPath"/>.</summary>
    public string? AssertionKeyPath { get; init; }

    /// <summary>
    /// The log's public key as a C2SP vkey, learnt by another way than from the hub. Checkpoints and receipts of another key are refused, but of one that
    /// the log shows to have taken over from it.
    /// </summary>
    public string? LedgerKey { get; init; }

    /// <summary>Deadline of unary calls that state none. More than zero.</summary>
    public TimeSpan UnaryDeadline { get; init; } = DefaultUnaryDeadline;

    /// <summary>How long a stream may be silent. More than zero.</summary>
    public TimeSpan SilenceLimit { get; init; } = DefaultSilenceLimit;

    /// <summary>Largest message, and largest file of the log, taken from the hub. Bytes.</summary>
    public int MaxReceiveBytes { get; init; } = DefaultMaxReceiveBytes;

    /// <summary>Largest message sent to the hub. Bytes.</summary>
    public int MaxSendBytes { get; init; } = DefaultMaxSendBytes;

    /// <summary>How long to go on trying after a break while nothing gets through. Default: until cancelled.</summary>
    public TimeSpan? RetryFor { get; init; }

    /// <summary>Called at each break of a stream, before the wait. Must not throw.</summary>
    public Action<StreamBreak>? OnBreak { get; init; }

    /// <summary>Where breaks and token renewals are logged. Never tokens, keys or records.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal TimeSpan FirstDelay { get; init; } = Backoff.DefaultFirstDelay;

    /// <summary>Reads where the hub is, and a member's credential, from the <c>ready.json</c> of <c>./hub up</c>.</summary>
    /// <param name="path">Path of the file. Relative paths in it count from its folder.</param>
    /// <param name="member">Member id, or <c>operator</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file: the hub is not up.</exception>
    /// <exception cref="ArgumentException">The file does not hold this member.</exception>
    public static HubConnectionOptions FromReadyFile(string path, string member) => ReadyFile.Read(path).OptionsOf(member);

    internal void Validate()
    {
        var wrong = Problems().ToList();
        if (wrong.Count > 0)
            throw new ArgumentException(string.Join(" ", wrong));
    }

    private IEnumerable<string> Problems()
    {
        if (Gateway.Scheme != Uri.UriSchemeHttps)
            yield return $"Gateway: must be an https address, is {Gateway}.";
        if (TokenEndpoint is { } endpoint && endpoint.Scheme != Uri.UriSchemeHttps)
            yield return $"TokenEndpoint: must be an https address, is {endpoint}.";
        if (ClientId.Length == 0)
            yield return "ClientId: must not be empty.";
        foreach (var (name, path) in new[] { ("CaPath", CaPath), ("CertificatePath", CertificatePath), ("KeyPath", KeyPath), ("AssertionKeyPath", AssertionKeyPath) })
        {
            if (path is not null && !File.Exists(path))
                yield return $"{name}: no file {path}.";
        }

        if (CaPath is null == CaPem is null)
            yield return "CaPath or CaPem: one of the two must be given.";
        if (Authentication == ClientAuthentication.PrivateKeyJwt && string.IsNullOrEmpty(Issuer))
            yield return "Issuer: required with PrivateKeyJwt, as the assertion's audience.";
        if (LedgerKey is not null && VerifierKey.Parse(LedgerKey) is { Ok: false, Problem: var problem })
            yield return $"LedgerKey: {problem.Sentence}";
        if (UnaryDeadline <= TimeSpan.Zero || SilenceLimit <= TimeSpan.Zero)
            yield return "UnaryDeadline and SilenceLimit: must be more than zero.";
    }
}
