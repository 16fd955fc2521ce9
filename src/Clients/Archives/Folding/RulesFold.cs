using Google.Protobuf;
using SharingHub.Archives.Deciding;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Folding;

/// <summary>Members and agreements as they are after the events so far.</summary>
internal sealed class RulesFold
{
    private const string MemberPrefix = "member/";
    private const string AgreementPrefix = "agreement/";

    private readonly Dictionary<string, (long Version, bool Active)> _members = [];
    private readonly Dictionary<Guid, FoldedAgreement> _agreements = [];
    private IReadOnlyCollection<StandingAgreement>? _standing;

    public IReadOnlyCollection<StandingAgreement> Standing => _standing ??= [.. _agreements.Values.Select(a => a.Standing).OfType<StandingAgreement>()];

    /// <summary>Every revision that was ever proposed.</summary>
    public IEnumerable<(Guid Agreement, uint Revision, AgreementTerms Terms)> Revisions =>
        _agreements.SelectMany(a => a.Value.Terms.Select(t => (a.Key, t.Revision, t.Terms)));

    public static bool IsRule(string type) => type.StartsWith("member.", StringComparison.Ordinal) || type.StartsWith("agreement.", StringComparison.Ordinal);

    public bool IsActive(string member) => _members.GetValueOrDefault(member).Active;

    /// <summary>The version of a member's stream; 0 when there is no such member.</summary>
    public long VersionOf(string member) => _members.GetValueOrDefault(member).Version;

    /// <summary>The version of an agreement's stream; 0 when there is none.</summary>
    public long VersionOf(Guid agreement) => _agreements.GetValueOrDefault(agreement)?.Version ?? 0;

    public AgreementTerms? TermsOf(Guid agreement, uint revision) => _agreements.GetValueOrDefault(agreement)?.TermsOf(revision);

    /// <returns>What is wrong with the event, given those before.</returns>
    public Problem? Apply(EventEnvelope envelope, byte[] body)
    {
        try
        {
            return envelope.Type.StartsWith("member.", StringComparison.Ordinal) ? ApplyMember(envelope, body) : ApplyAgreement(envelope, body);
        }
        catch (InvalidProtocolBufferException)
        {
            return new Problem($"The body is no message of {envelope.Type}.");
        }
    }

    private Problem? ApplyMember(EventEnvelope envelope, byte[] body)
    {
        if (!envelope.Stream.StartsWith(MemberPrefix, StringComparison.Ordinal))
            return new Problem($"An event of type {envelope.Type} has no place in the stream {envelope.Stream}.");
        var member = envelope.Stream[MemberPrefix.Length..];
        var active = IsActive(member);
        switch (envelope.Type)
        {
            case "member.registered.v1":
                if (MemberRegistered.Parser.ParseFrom(body).Id != member)
                    return new Problem("It registers another member than the one whose stream it is in.");
                active = true;
                break;
            case "member.suspended.v1":
                active = false;
                break;
            case "member.reinstated.v1":
                active = true;
                break;
        }

        _members[member] = (envelope.Version, active);
        return null;
    }

    private Problem? ApplyAgreement(EventEnvelope envelope, byte[] body)
    {
        if (!envelope.Stream.StartsWith(AgreementPrefix, StringComparison.Ordinal) || !Guid.TryParseExact(envelope.Stream[AgreementPrefix.Length..], "D", out var id))
            return new Problem($"An event of type {envelope.Type} has no place in the stream {envelope.Stream}.");
        if (!_agreements.TryGetValue(id, out var agreement))
            _agreements.Add(id, agreement = new FoldedAgreement(id));
        _standing = null;
        return agreement.Apply(envelope, body);
    }
}
