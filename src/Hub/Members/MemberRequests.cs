using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Hub.Foundation;
using SharingHub.V1;
using SharingHub.Verification.Batches;
using SharingHub.Verification.Notes;

namespace SharingHub.Hub.Members;

/// <summary>What is wrong with a request of <see cref="MemberService"/>; every violation at once.</summary>
internal static class MemberRequests
{
    /// <summary>Longest display name, in UTF-16 units.</summary>
    public const int NameLength = 200;

    private const int MandateLength = 2000;
    private const int ClientIdLength = 100;

    public static List<FieldViolation> Check(RegisterRequest request)
    {
        var found = new Violations();
        found.When(!MemberId.IsValid(request.Id), "id", MemberId.Rule);
        found.When(request.Role == MemberRole.Unspecified || !Enum.IsDefined(request.Role), "role", "must be one of the roles of the contract");
        found.When(request.Role == MemberRole.PeerHub, "role", "must not be MEMBER_ROLE_PEER_HUB: PeeringService adds other hubs");
        found.Text("display_name", request.DisplayName, 1, NameLength);
        if (request.Role == MemberRole.Auditor)
        {
            found.Text("mandate", request.Mandate, 1, MandateLength);
        }
        else
        {
            found.When(request.Mandate.Length > 0, "mandate", "must be empty unless the role is MEMBER_ROLE_AUDITOR");
        }

        return found.All;
    }

    public static List<FieldViolation> CheckClient(string memberId, string clientId)
    {
        var found = new Violations();
        found.When(memberId.Length == 0, "member_id", "must name a member");
        found.Text("client_id", clientId, 1, ClientIdLength);
        return found.All;
    }

    /// <summary>The key, if it can sign for the member's records.</summary>
    public static (List<FieldViolation> Violations, VerifierKey? Key) CheckSigningKey(string memberId, string verifierKey)
    {
        var found = new Violations();
        found.When(memberId.Length == 0, "member_id", "must name a member");
        var key = VerifierKey.Parse(verifierKey).Value;
        found.When(key is not { Type: SignatureType.Ed25519 } || !Ed25519.IsSoundKey(key.PublicKey), "verifier_key", "must be a verifier key, name+id+base64, of a sound Ed25519 key (type 0x01)");
        found.When(key is not null && !SigningKeyName.IsOf(key.Name, memberId), "verifier_key", $"must have the member's name: {SigningKeyName.Rule}");
        return (found.All, key);
    }

    public static List<FieldViolation> CheckReason(string reason)
    {
        var found = new Violations();
        found.Text("reason", reason, 1, Violations.ReasonLength);
        return found.All;
    }

    /// <summary>SHA-256 of the certificate's DER in lower-case hex; null when the text is not one PEM certificate.</summary>
    public static string? Fingerprint(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
