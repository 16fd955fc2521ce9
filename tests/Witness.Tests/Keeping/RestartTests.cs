using CsCheck;
using SharingHub.Verification.Checkpoints;
using SharingHub.Verification.Notes;
using SharingHub.Witness.Tests.Harness;

namespace SharingHub.Witness.Tests.Keeping;

/// <summary>Random requests from two histories of one log, with restarts between, against a model that remembers what was cosigned.</summary>
public sealed class RestartTests
{
    private const int Iterations = 60;

    private static readonly Gen<(bool Restart, int Old, int Size, int History)[]> Steps =
        Gen.Select(Gen.Int[0, 5].Select(i => i == 0), Gen.Int[-1, TwoHistories.Size], Gen.Int[0, TwoHistories.Size], Gen.Int[0, 1]).Array[1, 25];

    [Fact]
    public void Whatever_is_asked_in_whatever_order_no_two_cosigned_checkpoints_contradict_each_other()
    {
        var cosignedInAll = 0;
        Steps.Sample(
            steps =>
            {
                using var folder = new TemporaryFolder();
                var log = new TwoHistories(common: 8);
                var rings = new Dictionary<string, KeyRing> { [log.Name] = new(log.Signer.Key) };
                var cosigned = new List<Checkpoint> { log.Checkpoint(0) };
                var witness = CheckpointWitness.Open(folder.Witness, "w", rings, TimeProvider.System);
                try
                {
                    foreach (var (restart, guessed, size, history) in steps)
                    {
                        if (restart)
                        {
                            witness.Dispose();
                            witness = CheckpointWitness.Open(folder.Witness, "w", rings, TimeProvider.System);
                        }

                        var latest = cosigned[^1];
                        // Most go out from the right size, or nothing would ever be cosigned.
                        var old = guessed % 3 == 0 ? guessed : (int)latest.Size;
                        var next = log.Checkpoint(size, history);
                        var status = witness.Add(log.Request(Math.Max(0, old), size, history).ToBytes()).Verdict.Status;
                        var expected = Math.Max(0, old) > size ? 400 : Math.Max(0, old) != latest.Size ? 409 : log.Agree(latest, next) ? 200 : 422;
                        status.ShouldBe(expected);
                        if (status == 200)
                            cosigned.Add(next);
                    }
                }
                finally
                {
                    witness.Dispose();
                }

                cosigned.ShouldAllBe(one => cosigned.All(other => log.Agree(one, other)));
                Interlocked.Add(ref cosignedInAll, cosigned.Count - 1);
            },
            iter: Iterations,
            threads: 1);
        cosignedInAll.ShouldBeGreaterThan(Iterations);
    }
}
