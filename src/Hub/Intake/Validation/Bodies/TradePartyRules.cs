using SharingHub.V1;

namespace SharingHub.Hub.Intake.Validation.Bodies;

internal static class TradePartyRules
{
    public static void Check(ref Checker check, TradeParty party)
    {
        check.Text("name", party.Name, Limits.Name);
        check.Message("address", party.Address, PostalAddressRules.Check);
        check.Values("phones", party.Phones, Limits.Contacts, IdentifierRules.Phone);
        check.Values("emails", party.Emails, Limits.Contacts, IdentifierRules.Email);
        check.Code("account", party.Account);
    }
}
