using SharingHub.Hub.Correlation.Identifiers;

namespace SharingHub.Hub.Correlation.Indexing;

/// <summary>How common a value may be and still bring records together. Beyond, it is a benign shared value: a switchboard, a forwarder, a virtual office.</summary>
internal static class Caps
{
    /// <summary>Different names that may hold one value. People and firms behind one actor are few; tax and bank papers are harder to share than a telephone.</summary>
    public static int Names(Scheme scheme) => scheme switch
    {
        Scheme.Phone => 8,
        Scheme.Email or Scheme.Website => 6,
        Scheme.BankAccount or Scheme.TaxId or Scheme.TradeAccount => 4,
        Scheme.Address => 8,
        _ => 64,
    };

    /// <summary>Holders that are compared. One actor may have many accounts; a block with more holders than this tells nobody apart, and costs.</summary>
    public const int Holders = 64;
}
