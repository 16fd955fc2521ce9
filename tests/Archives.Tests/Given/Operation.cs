using Google.Protobuf.WellKnownTypes;
using SharingHub.V1;
using SharingHub.Verification.Events;

namespace SharingHub.Archives.Tests.Given;

/// <summary>A small operation: amazonia lets customs read its listings; records, disclosures, and a record that is expunged.</summary>
internal static class Operation
{
    public const string Provider = "amazonia";
    public const string Recipient = "customs";

    public static readonly Guid Agreement = Guid.Parse("018f2f2e-7c3a-7d11-9a5e-0c2b8d6f4a10");

    private static string AgreementStream => $"agreement/{Agreement:D}";

    public static GivenHistory Members()
    {
        var history = new GivenHistory();
        foreach (var member in (string[])[Provider, Recipient, "inspectorate"])
            history.Add("member.registered.v1", $"member/{member}", "operator", new MemberRegistered { Id = member, DisplayName = member });
        return history;
    }

    public static AgreementTerms Terms(BackFill backFill = BackFill.All) => new()
    {
        Provider = Provider,
        Recipients = { Recipient },
        Grants =
        {
            new Grant
            {
                Kinds = { RecordKind.Listing },
                Purposes = { Purpose.BorderTargeting },
                Read = new ReadUse(),
                Ceiling = Tlp.Amber,
                BackFill = backFill,
                Onward = OnwardRule.None,
            },
        },
    };

    public static GivenHistory InForce(AgreementTerms? terms = null, bool countersigned = true)
    {
        var history = Members();
        history.Add("agreement.proposed.v1", AgreementStream, Provider, new AgreementProposed { Terms = terms ?? Terms() });
        if (countersigned)
            history.Add("agreement.countersigned.v1", AgreementStream, Recipient, new AgreementCountersigned { Revision = 1, Member = Recipient });
        history.Add("agreement.in_force.v1", AgreementStream, Recipient, new AgreementCameIntoForce { Revision = 1 });
        return history;
    }

    public static long Submit(this GivenHistory history, string id, bool withBody = false) => history.Add(
        "record.submitted.v1", Stream(id), Provider, new IntelRecord { Id = id, Revision = 1, Tlp = Tlp.Green }, withBody: withBody);

    public static void Suspend(this GivenHistory history) =>
        history.Add("agreement.suspended.v1", AgreementStream, Provider, new AgreementSuspended { Member = Provider, Reason = "for now" });

    /// <summary>Expunges a record: its acts are erased, and the act that says so names them.</summary>
    public static long Expunge(this GivenHistory history, string id, params long[] acts)
    {
        foreach (var act in acts)
            history.Erase(act);
        return history.Tombstone(id, acts);
    }

    public static long Tombstone(this GivenHistory history, string id, params long[] acts)
    {
        var expunged = new RecordExpunged { LegalBasis = LegalBasis.RightToErasure, BasisText = "GDPR Art. 17(1)(d)" };
        expunged.EventIds.AddRange(acts.Select(a => GivenHistory.IdOf(a).ToString("D")));
        return history.Add("record.expunged.v1", Stream(id), Provider, expunged);
    }

    public static long Disclose(this GivenHistory history, Action<Disclosed>? change, params (string Id, long Index)[] records)
    {
        var now = GivenHistory.RecordedAt(history.Size).ToTimestamp();
        var disclosed = new Disclosed
        {
            Recipient = Recipient,
            Purpose = Purpose.BorderTargeting,
            AgreementId = Agreement.ToString("D"),
            AgreementRevision = 1,
            AgreementEpoch = (ulong)history.VersionOf(AgreementStream),
            MemberEpochs = { ((string[])[Provider, Recipient]).Select(m => new MemberEpoch { Member = m, Epoch = (ulong)history.VersionOf($"member/{m}") }) },
            DecidedAt = now,
            RulesReadAt = now,
            Action = "pull",
        };
        disclosed.Records.AddRange(records.Select(r => new DisclosedRecord
        {
            Name = new RecordName { Contributor = Provider, Kind = RecordKind.Listing, Id = r.Id, Revision = 1 },
            Version = 1,
            Tlp = Tlp.Green,
            Grant = 1,
            RecordIndex = (ulong)r.Index,
            SequencedAt = GivenHistory.RecordedAt(r.Index).ToTimestamp(),
            Attributes = new RecordAttributes(),
        }));
        change?.Invoke(disclosed);
        return history.Add(
            "disclosure.v1", $"disclosure/{GivenHistory.IdOf(history.Size):D}", Recipient, disclosed, new AgreementRevision(Agreement, 1));
    }

    /// <summary>A whole operation of so many events, at least 12.</summary>
    public static GivenHistory Of(long size)
    {
        var history = InForce();
        var (kept, gone) = (history.Submit("lst-1"), history.Submit("lst-2"));
        history.Disclose(null, ("lst-1", kept), ("lst-2", gone));
        history.Expunge("lst-2", gone);
        history.Submit("lst-3", withBody: true);
        while (history.Size < size)
        {
            var index = history.Submit($"more-{history.Size}");
            if (history.Size < size && index % 5 == 0)
                history.Disclose(null, ($"more-{index}", index), ("lst-1", kept));
        }

        return history;
    }

    private static string Stream(string id) => $"record/{Provider}/listing/{id}";
}
