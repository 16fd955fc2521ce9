using System.Diagnostics.CodeAnalysis;

namespace SharingHub.Verification;

/// <summary>A value that passed its checks, or the sentence that says why not. What is read from others is checked into one of these; nothing here throws on bad input.</summary>
public readonly struct Checked<T>
    where T : class
{
    private Checked(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Ok => Value is not null;

    public T? Value { get; }

    public Problem? Problem { get; }

    /// <summary>The value, for who made it and knows that it is good.</summary>
    /// <exception cref="FormatException">It is not; the message is the problem's sentence.</exception>
    public T OrThrow() => Value ?? throw new FormatException(Problem?.Sentence ?? "Nothing was checked.");

    [SuppressMessage("Usage", "CA2225", Justification = "A return statement is the only user.")]
    public static implicit operator Checked<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "A return statement is the only user.")]
    public static implicit operator Checked<T>(Problem problem) => new(null, problem);
}
