using Google.Protobuf;
using SharingHub.Verification.Notes;

namespace SharingHub.Integration.Tests.Intake;

/// <summary>A contributor signs for the records of a message; one that does not hold takes none of them, and others do not notice.</summary>
public sealed class SignatureTests(TheHub hub) : HubTests(hub)
{
    public static TheoryData<string, string> Faults => new()
    {
        { "record", "signature.note" },
        { "order", "signature.note" },
        { "nonce", "signature.note" },
        { "short nonce", "signature.nonces[1]" },
        { "nonce twice", "signature.nonces[1]" },
        { "nonce missing", "signature.nonces" },
        { "record missing", "signature.note" },
        { "signature", "signature.note" },
        { "no note", "signature.note" },
        { "two signatures", "signature.note" },
        { "long note", "signature.note" },
        { "unknown key", "signature.note" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_message_whose_signature_does_not_hold_is_rejected_whole_and_the_next_is_taken(string fault, string field)
    {
        var retailer = await Given.RetailerAsync();
        var signer = await Hub.SigningKeyAsync(retailer);
        var bad = Signing.Message(signer, Records.Listing("l-1"), Records.Listing("l-2"), Records.Listing("l-3"));
        Spoil(bad, fault, retailer);

        var submitted = await retailer.SubmitMessagesAsync(bad, Signing.Message(signer, Records.Listing("l-4")), new SubmitRequest { Records = { Records.Listing("l-5").ToByteString() } });

        var rejected = submitted.Results.Take(bad.Records.Count).ToList();
        rejected.ShouldAllBe(r => r.Outcome == SubmitOutcome.Rejected && r.Reason == "SIGNATURE_INVALID" && r.Receipt == null);
        rejected.Select(r => r.Violations.ShouldHaveSingleItem().Field).ShouldAllBe(f => f == field);
        submitted.Results.Skip(bad.Records.Count).ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
        (await Hub.CountAsync("select count(*) from history.mt_events where stream_id like $1", $"record/{retailer.Id}/%")).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_of_another_member_is_as_unknown_as_a_key_of_nobody()
    {
        var (retailer, other) = (await Given.RetailerAsync(), await Given.RetailerAsync());
        var (theirs, nobodys) = (await Hub.SigningKeyAsync(other), NoteSigner.Generate($"{other.Id}/2027", SignatureType.Ed25519));

        var results = new List<SubmitResult>();
        foreach (var signer in new[] { theirs, nobodys })
            results.Add((await retailer.SubmitMessagesAsync(Signing.Message(signer, Records.Listing("l-1")))).Results.ShouldHaveSingleItem());

        results.ShouldAllBe(r => r.Reason == "SIGNATURE_INVALID");
        results[0].ShouldBe(results[1]);
    }

    [Fact]
    public async Task A_statement_in_another_members_name_is_refused_though_the_key_is_ones_own()
    {
        var (retailer, other) = (await Given.RetailerAsync(), await Given.RetailerAsync());
        var signer = await Hub.SigningKeyAsync(retailer);
        var message = Signing.Message(signer, Records.Listing("l-1"));
        var text = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(message.Signature.Note)).OrThrow().Text;
        message.Signature.Note = Signing.Note(signer, text.Replace(retailer.Id, other.Id, StringComparison.Ordinal));

        var result = (await retailer.SubmitMessagesAsync(message)).Results.ShouldHaveSingleItem();

        result.Violations.ShouldHaveSingleItem().Description.ShouldContain("second line");
    }

    [Fact]
    public async Task Keys_rotate_with_overlap_and_a_revoked_one_signs_no_more()
    {
        var retailer = await Given.RetailerAsync();
        var (old, fresh) = (await Hub.SigningKeyAsync(retailer, "2026"), await Hub.SigningKeyAsync(retailer, "2027"));

        var both = await retailer.SubmitMessagesAsync(Signing.Message(old, Records.Listing("l-1")), Signing.Message(fresh, Records.Listing("l-2")));
        await Hub.RevokeAsync(retailer, old);
        var after = await retailer.SubmitMessagesAsync(Signing.Message(old, Records.Listing("l-3")), Signing.Message(fresh, Records.Listing("l-4")));

        both.Results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Accepted);
        after.At(0).Violations.ShouldHaveSingleItem().Description.ShouldContain("revoked");
        after.At(1).Outcome.ShouldBe(SubmitOutcome.Accepted);
    }

    [Fact]
    public async Task In_a_signed_message_a_faulty_record_is_refused_alone()
    {
        var retailer = await Given.RetailerAsync();
        var message = Signing.Message(
            await Hub.SigningKeyAsync(retailer), [Records.Listing("l-1").ToByteString(), ByteString.CopyFrom(0xff), Records.Listing("l-3").ToByteString()]);

        var results = (await retailer.SubmitMessagesAsync(message)).Results.OrderBy(r => r.Position).ToList();

        results.Select(r => r.Outcome).ShouldBe([SubmitOutcome.Accepted, SubmitOutcome.Rejected, SubmitOutcome.Accepted]);
        results[1].Reason.ShouldBe("RECORD_MALFORMED");
    }

    [Fact]
    public async Task What_is_kept_of_a_signature_is_written_once_a_record_and_lies_nowhere_in_the_clear()
    {
        var retailer = await Given.RetailerAsync();
        var signer = await Hub.SigningKeyAsync(retailer);
        var first = await Hub.SignedAsync(retailer, signer, [.. Records.Listings(100)]);

        var again = await retailer.SubmitMessagesAsync(Signing.Message(signer, Records.Listings(100)));

        again.Results.ShouldAllBe(r => r.Outcome == SubmitOutcome.Duplicate);
        (await Hub.CountAsync(
            "select count(*) from history.contributor_signature s join history.mt_events e on e.id = s.event_id where e.stream_id like $1", $"record/{retailer.Id}/%")).ShouldBe(100);
        (await DatabaseScan.FindAsync(Hub.Database, first.Signature.Nonces[7].ToByteArray())).ShouldBeEmpty();
        (await DatabaseScan.FindAsync(Hub.Database, System.Text.Encoding.UTF8.GetBytes(first.Signature.Note))).ShouldBeEmpty();
    }

    private static void Spoil(SubmitRequest message, string fault, Party retailer)
    {
        var (records, signature) = (message.Records, message.Signature);
        switch (fault)
        {
            case "record": records[1] = Records.Listing("l-2", tlp: Tlp.Green).ToByteString(); break;
            case "order": (records[0], records[1]) = (records[1], records[0]); break;
            case "nonce": signature.Nonces[1] = ByteString.CopyFrom(new byte[32]); break;
            case "short nonce": signature.Nonces[1] = ByteString.CopyFrom(signature.Nonces[1].Span[..31]); break;
            case "nonce twice": signature.Nonces[1] = signature.Nonces[0]; break;
            case "nonce missing": signature.Nonces.RemoveAt(2); break;
            case "record missing":
                records.RemoveAt(2);
                signature.Nonces.RemoveAt(2);
                break;
            case "signature":
                var line = signature.Note.Split(' ')[^1];
                var bytes = Convert.FromBase64String(line.Trim());
                bytes[^1] ^= 1;
                signature.Note = signature.Note.Replace(line, Convert.ToBase64String(bytes) + "\n", StringComparison.Ordinal);
                break;
            case "no note": signature.Note = "signed by me\n"; break;
            case "two signatures": signature.Note += signature.Note.Split('\n')[^2].Replace(retailer.Id, "someone", StringComparison.Ordinal) + "\n"; break;
            case "long note": signature.Note = new string('x', 600) + signature.Note; break;
            case "unknown key": message.Signature = Signing.Message(NoteSigner.Generate(retailer.Id, SignatureType.Ed25519), records).Signature; break;
            default: throw new ArgumentException(fault);
        }
    }
}
