using System.Globalization;
using System.Text;
using Google.Protobuf.Collections;
using SharingHub.V1;

namespace SharingHub.Benchmarks.Running;

/// <summary>
/// The operation again among other people: same shapes and proportions, other ids, telephones, e-mails, accounts and house numbers. Names stay, as
/// people of one name are many.
/// </summary>
internal static class Strangers
{
    public static IntelRecord Copy(IntelRecord original, int number)
    {
        var copy = original.Clone();
        if (number == 0) return copy;
        copy.Id = $"{copy.Id}.{number}";
        foreach (var link in copy.Links) link.Id = $"{link.Id}.{number}";
        switch (copy.BodyCase)
        {
            case IntelRecord.BodyOneofCase.SellerAccount:
                var account = copy.SellerAccount;
                account.SellerId += number;
                Change(account.Phones, one => Phone(one, number));
                Change(account.Emails, one => $"{number}.{one}");
                Change(account.BankAccounts, one => $"N{one[4..]}{number}");
                Change(account.TaxIds, one => $"{one}{number}");
                foreach (var address in account.Addresses) Move(address, number);
                break;
            case IntelRecord.BodyOneofCase.Listing:
                copy.Listing.SellerId += number;
                break;
            case IntelRecord.BodyOneofCase.InventoryHold:
                copy.InventoryHold.SellerId += number;
                break;
            case IntelRecord.BodyOneofCase.Seizure:
                Change(copy.Seizure.Importer, number);
                Change(copy.Seizure.Exporter, number);
                break;
            case IntelRecord.BodyOneofCase.Shipment:
                copy.Shipment.Waybill += number;
                Change(copy.Shipment.Shipper, number);
                Change(copy.Shipment.Consignee, number);
                Change(copy.Shipment.NotifyParty, number);
                break;
        }
        return copy;
    }

    private static void Change(TradeParty? party, int number)
    {
        if (party is null) return;
        Change(party.Phones, one => Phone(one, number));
        Change(party.Emails, one => $"{number}.{one}");
        if (party.Address is not null) Move(party.Address, number);
    }

    private static void Change(RepeatedField<string> values, Func<string, string> into)
    {
        for (var i = 0; i < values.Count; i++) values[i] = into(values[i]);
    }

    private static void Move(PostalAddress address, int number) => Change(address.Lines, line => Shift(line, number, whole: true));

    private static string Phone(string written, int number) => Shift(new string([.. written.Where(c => char.IsAsciiDigit(c) || c == '+')]), number, whole: false);

    // Every number of a line, or the last six digits of a telephone, moved on.
    private static string Shift(string text, int number, bool whole)
    {
        var shifted = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end == at)
            {
                shifted.Append(text[at++]);
                continue;
            }
            var keep = whole ? 0 : Math.Max(0, end - at - 6);
            shifted.Append(text, at, keep);
            var digits = text[(at + keep)..end];
            var moved = long.Parse(digits, CultureInfo.InvariantCulture) + number * (whole ? 17L : 7919L);
            shifted.Append(whole ? moved.ToString(CultureInfo.InvariantCulture) : (moved % 1_000_000).ToString("D" + digits.Length, CultureInfo.InvariantCulture)[^digits.Length..]);
            at = end;
        }
        return shifted.ToString();
    }
}
