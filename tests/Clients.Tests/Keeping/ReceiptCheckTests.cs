using SharingHub.Sdk;
using SharingHub.Sdk.Keeping;
using SharingHub.V1;

namespace SharingHub.Clients.Tests.Keeping;

public sealed class ReceiptCheckTests : FolderTests
{
    [Fact]
    public async Task What_the_ledger_shows_is_proven_and_stays_so_without_the_hub()
    {
        await using var peer = await GivenAsync(Log.Submission(1), Log.Disclosure(2));

        (await CheckAsync(peer)).ShouldAllBe(c => c.State == ReceiptState.Proven);
        var calls = peer.Ledger.Asked.Count;
        (await CheckAsync(peer)).ShouldAllBe(c => c.State == ReceiptState.Proven);
        peer.Ledger.Asked.Count.ShouldBe(calls, "what is proven is not asked for again");

        (await CheckAsync(null)).Select(c => c.State).ShouldBe([ReceiptState.Proven, ReceiptState.Proven]);
        (await File.ReadAllTextAsync(Temp.File(".proofs"), Stop)).ShouldNotContain(Convert.ToBase64String(Google.Protobuf.MessageExtensions.ToByteArray(GivenLog.Record(1)))[..40]);
    }

    [Fact]
    public async Task Many_are_asked_for_a_hundred_at_a_time_and_what_an_answer_left_out_again()
    {
        await using var peer = await GivenAsync([.. Enumerable.Range(1, 230).Select(Log.Submission)]);
        peer.Ledger.Many = request =>
        {
            var response = Log.Answer(request);
            while (response.Answers.Count > 70)
                response.Answers.RemoveAt(response.Answers.Count - 1);
            return response;
        };

        (await CheckAsync(peer)).Count(c => c.State == ReceiptState.Proven).ShouldBe(230);

        peer.Ledger.Asked.ShouldBe([100, 100, 90, 20]);
    }

    [Fact]
    public async Task A_receipt_that_came_twice_is_checked_as_one_event()
    {
        var act = Log.Submission(1);
        await using var peer = await GivenAsync(act, act, act with { Sent = null });
        (await CheckAsync(peer)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Proven);
    }

    public static TheoryData<string, ReceiptState> Refusals() => new()
    {
        { "NOT_YET_PUBLISHED", ReceiptState.Pending },
        { "BODY_UNAVAILABLE", ReceiptState.Pending },
        { "KEY_DESTROYED", ReceiptState.Erased },
        { "NOT_FOUND", ReceiptState.Wrong },
        { "BODY_DAMAGED", ReceiptState.Wrong },
        { "", ReceiptState.Wrong },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Why_there_is_no_proof_decides_what_is_said_of_a_receipt(string reason, ReceiptState state)
    {
        await using var peer = await GivenAsync(Log.Submission(1), Log.Submission(2));
        peer.Ledger.Many = Log.But(1, a => (a.Receipt, a.Reason) = (null, reason));

        (await CheckAsync(peer)).Select(c => c.State).ShouldBe([state, ReceiptState.Proven]);
    }

    [Fact]
    public async Task Nobody_can_destroy_the_key_of_a_disclosure()
    {
        await using var peer = await GivenAsync(Log.Disclosure(1));
        peer.Ledger.Many = Log.But(1, a => (a.Receipt, a.Reason) = (null, "KEY_DESTROYED"));
        (await CheckAsync(peer)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Wrong);
    }

    public static TheoryData<string> Lies() => ["proof", "envelope", "salt", "body", "body_salt", "key", "event"];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_proof_that_does_not_hold_is_wrong_and_is_not_kept(string lie)
    {
        await using var peer = await GivenAsync(Log.Submission(1), Log.Submission(2));
        peer.Ledger.Many = Log.But(2, answer =>
        {
            if (lie == "event")
                answer.Receipt = Log.Answer(new GetReceiptsRequest { EventIds = { GivenLog.Id(1).ToString() } }).Answers[0].Receipt;
            else
                Lie(answer.Receipt, lie);
        });

        var told = await CheckAsync(peer);

        told.Select(c => c.State).ShouldBe([ReceiptState.Proven, ReceiptState.Wrong]);
        told[1].Why.ShouldNotBeEmpty();
        Folder.Proofs().Select(p => p.Proof.OrThrow().Envelope.Id).ShouldBe([GivenLog.Id(1)]);
    }

    public static TheoryData<string> Differences() => ["name", "kind", "revision", "version", "time", "member", "bytes", "retraction"];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task A_good_proof_of_something_else_than_the_receipt_says_is_wrong(string difference)
    {
        await using var peer = await GivenAsync(Changed(Log.Submission(1), difference));
        (await CheckAsync(peer)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Wrong);
    }

    public static TheoryData<string> OfDisclosures() => ["record more", "record less", "record twice", "version", "notice", "purpose", "agreement", "revision"];

    [Theory]
    [MemberData(nameof(OfDisclosures))]
    public async Task A_disclosure_that_names_other_records_than_came_is_wrong(string difference)
    {
        await using var peer = await GivenAsync(Changed(Log.Disclosure(1), difference));
        (await CheckAsync(peer)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Wrong);
    }

    [Fact]
    public async Task A_folder_believes_the_first_log_key_and_no_other_after_it()
    {
        await using (var peer = await GivenAsync(Log.Submission(1)))
            (await CheckAsync(peer)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Proven);
        var other = new GivenLog();
        await using var second = await GivenAsync(other.Submission(2));
        second.Ledger.Many = other.Answer;

        var told = await CheckAsync(second);

        told.Select(c => c.State).ShouldBe([ReceiptState.Proven, ReceiptState.Wrong], ignoreOrder: true);
        told.Single(c => c.State == ReceiptState.Wrong).Why.ShouldContain(other.LogKey);
    }

    [Fact]
    public async Task A_key_that_the_connection_knows_is_the_first_one()
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        await using var hub = new HubConnection(peer.Options with { LedgerKey = new GivenLog().LogKey });

        (await new ReceiptCheck(Folder).RunAsync(hub, Stop).ToListAsync(Stop)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Wrong);
        Folder.LogKeys().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_quorum_has_seen_is_pending_until_one_has()
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        (await CheckAsync(peer)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Proven);

        (await CheckAsync(null, Log.Policy)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Pending);
        (await CheckAsync(peer, Log.Policy)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Pending);
        Log.Cosigned = true;
        (await CheckAsync(peer, Log.Policy)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Proven);
        (await CheckAsync(null, Log.Policy)).ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Proven);
    }

    [Fact]
    public async Task A_policy_for_another_log_is_refused()
    {
        await using var peer = await GivenAsync(Log.Submission(1));
        await CheckAsync(peer);
        await Should.ThrowAsync<ArgumentException>(() => CheckAsync(null, new GivenLog().Policy));
    }

    [Theory]
    [InlineData(".receipts", 1)]
    [InlineData(".proofs", 5)]
    public async Task A_byte_that_is_changed_in_the_folder_is_found_without_the_hub(string suffix, int step)
    {
        await using var peer = await GivenAsync(Log.Submission(1), Log.Disclosure(2));
        await CheckAsync(peer);
        var path = Temp.File(suffix);
        var whole = await File.ReadAllBytesAsync(path, Stop);

        var unseen = new List<int>();
        // Without its line end the last line is what a crash leaves: it was never kept.
        for (var at = 0; at < whole.Length - 1; at += step)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            await File.WriteAllBytesAsync(path, changed, Stop);
            if ((await CheckAsync(null)).All(c => c.State == ReceiptState.Proven) && !Same(whole, changed))
                unseen.Add(at);
        }

        unseen.Select(at => System.Text.Encoding.UTF8.GetString(whole, Math.Max(0, at - 20), Math.Min(30, whole.Length - Math.Max(0, at - 20)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hub_that_answers_for_other_events_is_not_listened_to()
    {
        await using var peer = await GivenAsync(Log.Submission(1), Log.Submission(2));
        peer.Ledger.Many = request => new GetReceiptsResponse { Answers = { Log.Answer(request).Answers.Reverse() } };
        (await Should.ThrowAsync<HubException>(() => CheckAsync(peer))).StatusCode.ShouldBe(Grpc.Core.StatusCode.DataLoss);
    }

    /// <summary>
    /// But for what only the bytes of a record could be compared with, which the folder does not hold: revision, digest, and the salt of the
    /// body; those were compared when it was proven. And but for the log's key as the proof names it: the folder's own is used.
    /// </summary>
    private static bool Same(byte[] whole, byte[] changed)
    {
        var (before, after) = (Lines(whole), Lines(changed));
        return before.Count == after.Count && before.Zip(after).All(pair => pair.First == pair.Second);

        static List<string> Lines(byte[] file) =>
        [
            .. System.Text.Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            {
                var json = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject();
                json.Remove("vkey");
                json.Remove("sent_sha256");
                if (json.ContainsKey("committed_at") && (string?)json["name"] is { } name)
                    json["name"] = name.Split('@')[0];
                if (!json.ContainsKey("body"))
                    json.Remove("body_salt");
                return json.ToJsonString();
            }),
        ];
    }

    private static KeptAct Changed(KeptAct act, string difference)
    {
        var name = act.Name.Clone();
        switch (difference)
        {
            case "name": name.Id = "lst-9"; break;
            case "kind": name.Kind = RecordKind.Seizure; break;
            case "revision": name.Revision = 2; break;
            case "member": name.Contributor = "amazonia"; break;
            case "version": return act with { Version = 2 };
            case "time": return act with { CommittedAt = act.CommittedAt.AddMicroseconds(1) };
            case "bytes": return act with { Sent = new Verification.Sha256Hash(new byte[32]) };
            default: return act with { IsRetraction = true };
        }

        return act with { Name = name };
    }

    private static KeptDisclosure Changed(KeptDisclosure disclosure, string difference)
    {
        var (first, second) = (disclosure.Records[0], disclosure.Records[1]);
        return difference switch
        {
            "record more" => disclosure with { Records = [first, second, first with { Name = new RecordName { Contributor = "customs", Kind = RecordKind.Listing, Id = "lst-3", Revision = 1 } }] },
            "record less" => disclosure with { Records = [first] },
            "record twice" => disclosure with { Records = [first, second, second] },
            "version" => disclosure with { Records = [first with { Version = 2 }, second] },
            "notice" => disclosure with { Records = [first, second with { Notice = NoticeType.Unspecified }] },
            "purpose" => disclosure with { Purpose = Purpose.CriminalInvestigation },
            "agreement" => disclosure with { AgreementId = Guid.Empty },
            _ => disclosure with { AgreementRevision = 1 },
        };
    }

    private static void Lie(GetReceiptResponse receipt, string about)
    {
        switch (about)
        {
            case "proof": receipt.Proof = receipt.Proof.Replace("index 1", "index 0", StringComparison.Ordinal); break;
            case "envelope": receipt.Envelope = receipt.Envelope.Replace("version 1", "version 2", StringComparison.Ordinal); break;
            case "salt": receipt.Salt = Flipped(receipt.Salt); break;
            case "body": receipt.Body = Flipped(receipt.Body); break;
            case "body_salt": receipt.BodySalt = Flipped(receipt.BodySalt); break;
            default: receipt.LogKey = new GivenLog().LogKey; break;
        }
    }

    private static Google.Protobuf.ByteString Flipped(Google.Protobuf.ByteString bytes) => Google.Protobuf.ByteString.CopyFrom([(byte)(bytes[0] ^ 1), .. bytes.Skip(1)]);
}
