using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class SellerAccountRules
{
    public static void Check(ref Checker check, SellerAccount seller)
    {
        check.Code("marketplace", seller.Marketplace, required: true);
        check.Code("seller_id", seller.SellerId, Limits.Id, required: true);
        check.Text("store_name", seller.StoreName, Limits.Name);
        check.Text("legal_name", seller.LegalName, Limits.Name);
        check.Known("status", seller.Status);
        check.Values("emails", seller.Emails, Limits.Contacts, IdentifierRules.Email);
        check.Values("phones", seller.Phones, Limits.Contacts, IdentifierRules.Phone);
        check.Messages("addresses", seller.Addresses, Limits.Contacts, PostalAddressRules.Check);
        check.Values("bank_accounts", seller.BankAccounts, Limits.Contacts, IdentifierRules.BankAccount);
        check.Values("tax_ids", seller.TaxIds, Limits.Contacts, TextRules.ItemCode);
        check.Values("websites", seller.Websites, Limits.Contacts, IdentifierRules.Website);
    }
}
