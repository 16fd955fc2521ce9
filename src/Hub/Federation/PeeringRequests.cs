using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Federation.V1;
using SharingHub.Hub.Foundation;
using SharingHub.Hub.Members;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Federation;

/// <summary>What is wrong with a request of <see cref="PeeringService"/>; every violation at once.</summary>
internal static class PeeringRequests
{
    public static void Check(AddRequest request)
    {
        var found = new Violations();
        found.When(!MemberId.IsValid(request.Id), "id", MemberId.Rule);
        found.Text("display_name", request.DisplayName, 1, MemberRequests.NameLength);
        found.When(!IsOrigin(request.Address), "address", "must be an https address without path, e.g. https://hub.example:7443");
        found.When(!IsCertificates(request.CertificateAuthority), "certificate_authority", "must be one or more certificates in PEM form");
        CheckKey(found, request.LogKey);
        if (request.WitnessKey.Length > 0)
        {
            CheckWitnessKey(found, request.WitnessKey);
        }

        found.Throw();
    }

    public static void Check(EndRequest request)
    {
        var found = new Violations();
        found.Text("reason", request.Reason, 1, Violations.ReasonLength);
        found.Throw();
    }

    public static void CheckKey(string logKey)
    {
        var found = new Violations();
        CheckKey(found, logKey);
        found.Throw();
    }

    public static void CheckWitnessKey(string witnessKey)
    {
        var found = new Violations();
        CheckWitnessKey(found, witnessKey);
        found.Throw();
    }

    private static void CheckKey(Violations found, string logKey) => found.When(
        !IsSound(logKey, SignatureType.Ed25519),
        "log_key", "must be a verifier key, name+id+base64, of a sound Ed25519 key (type 0x01), as the peer serves it at /ledger/log.vkey");

    private static void CheckWitnessKey(Violations found, string witnessKey) => found.When(
        !IsSound(witnessKey, SignatureType.Cosignature),
        "witness_key", "must be a verifier key, name+id+base64, of a sound Ed25519 cosignature key (type 0x04), as the peer's signer keeps it in witness.vkey");

    private static bool IsSound(string text, SignatureType type) => VerifierKey.Parse(text).Value is { } key && key.Type == type && Ed25519.IsSoundKey(key.PublicKey);

    private static bool IsOrigin(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" };

    private static bool IsCertificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }
}
