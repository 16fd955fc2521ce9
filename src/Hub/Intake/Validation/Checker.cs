using System.Runtime.CompilerServices;
using Google.Protobuf.Collections;
using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>Checks the fields of one message; <see cref="Checker"/> knows where that message lies.</summary>
internal delegate void MessageRule<in T>(ref Checker check, T message);

/// <summary>Checks one value.</summary>
internal delegate void ValueRule<in T>(ref Checker check, Field at, T value);

/// <summary>
/// Carries the path through a record and collects what is found. The path becomes a string only when something is wrong,
/// so a good record costs no allocation. No sentence ever holds the offending value: it may be personal data.
/// </summary>
internal ref struct Checker
{
    private Path _path;
    private int _depth;
    private List<FieldViolation>? _violations;
    private List<FieldViolation>? _warnings;

    /// <param name="violations">What was found before; it is listed first.</param>
    public Checker(IReadOnlyList<FieldViolation>? violations)
    {
        if (violations is { Count: > 0 }) _violations = [.. violations];
    }

    public readonly ValidationResult Result => new(_violations, _warnings);

    public void Violation(Field at, string sentence) => Add(ref _violations, at, sentence);

    public void Warning(Field at, string sentence) => Add(ref _warnings, at, sentence);

    public void Enter(Field at) => _path[_depth++] = at;

    public void Leave() => _depth--;

    public void Message<T>(Field at, T? message, MessageRule<T> rule, bool required = false) where T : class
    {
        if (message is null)
        {
            if (required) Violation(at, Sentences.Required);
            return;
        }
        Enter(at);
        rule(ref this, message);
        Leave();
    }

    public void Messages<T>(string name, RepeatedField<T> messages, int most, MessageRule<T> rule) where T : class
    {
        var count = Counted(name, messages.Count, most);
        for (var i = 0; i < count; i++) Message(new Field(name, i), messages[i], rule);
    }

    public void Values<T>(string name, RepeatedField<T> values, int most, ValueRule<T> rule)
    {
        var count = Counted(name, values.Count, most);
        for (var i = 0; i < count; i++) rule(ref this, new Field(name, i), values[i]);
    }

    // Items beyond the limit are not looked at: the list has to be cut anyway.
    private int Counted(string name, int count, int most)
    {
        if (count <= most) return count;
        Violation(name, Sentences.AtMostItems(most));
        return most;
    }

    private readonly void Add(ref List<FieldViolation>? list, Field at, string sentence)
    {
        list ??= [];
        if (list.Count < Limits.Findings) list.Add(new FieldViolation { Field = PathTo(at), Description = sentence });
        else if (list.Count == Limits.Findings) list.Add(new FieldViolation { Description = Sentences.More });
    }

    private readonly string PathTo(Field at)
    {
        var path = at.ToString();
        for (var i = _depth - 1; i >= 0; i--) path = $"{_path[i]}.{path}";
        return path;
    }

    // The deepest path today is body, party, address. An array bound, so that a deeper contract fails its first test.
    [InlineArray(8)]
    private struct Path
    {
        private Field _first;
    }
}
