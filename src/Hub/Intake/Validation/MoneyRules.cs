using Google.Type;

namespace SharingHub.Hub.Intake.Validation;

/// <summary>google.type.Money of at least nothing: with no negative amounts, its rule of equal signs holds by itself.</summary>
internal static class MoneyRules
{
    private const int NanosPerUnit = 1_000_000_000;

    public static void Amount(this ref Checker check, Field at, Money? money) => check.Message(at, money, Check);

    private static void Check(ref Checker check, Money money)
    {
        check.Currency("currency_code", money.CurrencyCode);
        if (money.Units is < 0 or > (long)Limits.Quantity) check.Violation("units", Sentences.Range(0, Limits.Quantity));
        if (money.Nanos is < 0 or >= NanosPerUnit) check.Violation("nanos", Sentences.Range(0, NanosPerUnit - 1));
    }
}
