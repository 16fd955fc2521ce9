using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Mentions;

namespace SharingHub.Hub.Correlation.Comparing;

internal static class MentionComparison
{
    public static Pattern Compare(Mention a, Mention b)
    {
        Span<Level> identifiers = stackalloc Level[Pattern.Aspects];
        Identifiers(a.Identifiers, b.Identifiers, identifiers);
        var pattern = new Pattern(0)
            .With(Aspect.Name, NameComparison.Compare(a.Name, b.Name))
            .With(Aspect.Address, AddressComparison.Compare(a.Addresses, b.Addresses));
        for (var aspect = Aspect.Email; (int)aspect < Pattern.Aspects; aspect++) pattern = pattern.With(aspect, identifiers[(int)aspect]);
        return pattern;
    }

    public static Aspect? AspectOf(Scheme scheme) => scheme switch
    {
        Scheme.Email => Aspect.Email,
        Scheme.Phone => Aspect.Phone,
        Scheme.BankAccount => Aspect.BankAccount,
        Scheme.TaxId or Scheme.TradeAccount or Scheme.Website => Aspect.OtherIdentifier,
        Scheme.Name => Aspect.Name,
        Scheme.Address or Scheme.AddressFront or Scheme.AddressNumbers or Scheme.AddressUnit or Scheme.AddressStreet => Aspect.Address,
        _ => null,
    };

    /// <summary>The field that an aspect of a mention is read from; null where it has none.</summary>
    public static string? FieldOf(Mention mention, Aspect aspect) => aspect switch
    {
        Aspect.Name => mention.Name is null ? null : mention.Role == PartyRole.Seller ? mention.Field + ".legal_name" : mention.Field + ".name",
        Aspect.Address => mention.Addresses.Length == 0 ? null : mention.Role == PartyRole.Seller ? mention.Field + ".addresses" : mention.Field + ".address",
        _ => mention.Identifiers.Where(identifier => AspectOf(identifier.Scheme) == aspect).Select(identifier => identifier.Field).FirstOrDefault(),
    };

    private static void Identifiers(ReadOnlySpan<Identifier> some, ReadOnlySpan<Identifier> others, Span<Level> levels)
    {
        for (var i = 0; i < some.Length; i++)
        {
            if (AspectOf(some[i].Scheme) is not { } aspect) continue;
            for (var j = 0; j < others.Length; j++)
            {
                if (some[i].Scheme != others[j].Scheme) continue;
                var level = some[i].Value == others[j].Value ? Level.Same : Level.Different;
                if (level > levels[(int)aspect]) levels[(int)aspect] = level;
            }
        }
    }
}
