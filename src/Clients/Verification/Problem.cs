namespace SharingHub.Verification;

/// <summary>Why something does not hold, in one sentence for a person.</summary>
public sealed record Problem(string Sentence)
{
    public override string ToString() => Sentence;
}
