using Google.Protobuf;
using SharingHub.V1;
using SharingHub.Verification;
using SharingHub.Verification.Events;
using SharingHub.Verification.Notes;

namespace SharingHub.Archives.Folding;

/// <summary>Which keys sign the ledgers of peer hubs, by the events so far.</summary>
internal sealed class PeersFold
{
    private readonly Dictionary<string, HashSet<string>> _keys = [];

    public static bool Concerns(string type) => type.StartsWith("member.peer_", StringComparison.Ordinal);

    /// <summary>The keys of a member's ledger, all of one name; none when it is no peer hub.</summary>
    public IReadOnlyList<VerifierKey> KeysOf(string member)
    {
        VerifierKey[] keys = [.. _keys.GetValueOrDefault($"member/{member}", []).Select(key => VerifierKey.Parse(key).Value).OfType<VerifierKey>()];
        return [.. keys.Where(key => key.Name == keys[0].Name)];
    }

    /// <returns>What is wrong with the event.</returns>
    public Problem? Apply(EventEnvelope envelope, byte[] body)
    {
        if (!_keys.TryGetValue(envelope.Stream, out var keys))
            _keys.Add(envelope.Stream, keys = []);
        try
        {
            switch (envelope.Type)
            {
                case "member.peer_added.v1":
                    keys.Add(PeerAdded.Parser.ParseFrom(body).LogKey);
                    break;
                case "member.peer_log_key_added.v1":
                    keys.Add(PeerLogKeyAdded.Parser.ParseFrom(body).LogKey);
                    break;
                case "member.peer_log_key_revoked.v1":
                    keys.Remove(PeerLogKeyRevoked.Parser.ParseFrom(body).LogKey);
                    break;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return new Problem($"The body is no message of {envelope.Type}.");
        }

        return null;
    }
}
