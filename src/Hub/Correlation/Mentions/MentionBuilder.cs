using SharingHub.Hub.Correlation.Addresses;
using SharingHub.Hub.Correlation.Identifiers;
using SharingHub.Hub.Correlation.Indexing;
using SharingHub.Hub.Correlation.Names;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation.Mentions;

/// <summary>Gathers one mention: normalises what it is given, leaves out what does not normalise, and makes the index entries.</summary>
internal sealed class MentionBuilder(TokenKey key, PartyRole role, string field)
{
    private readonly List<AddressForm> addresses = [];
    private readonly List<Identifier> identifiers = [];
    private readonly List<IndexEntry> entries = [];
    private NameForm? name;
    private string country = "";

    public MentionBuilder Name(string raw)
    {
        name = NameForm.Of(raw);
        if (name is not null) entries.Add(new IndexEntry(key.Of(Scheme.Name, name.Sorted), Scheme.Name, -1));
        return this;
    }

    public MentionBuilder Address(PostalAddress? raw)
    {
        if (raw is not null && country.Length == 0) country = raw.Country;
        if (AddressForm.Of(raw) is { } address)
        {
            addresses.Add(address);
            AddressEntries.Add(key, address, entries);
        }
        return this;
    }

    /// <summary>After the address: a national number is of its country.</summary>
    public MentionBuilder Contacts(IEnumerable<string> phones, IEnumerable<string> emails, string of)
    {
        foreach (var phone in phones) Add(Scheme.Phone, Phones.Normalise(phone, country), of, "phones");
        foreach (var email in emails) Add(Scheme.Email, Emails.Normalise(email), of, "emails");
        return this;
    }

    public MentionBuilder Party(TradeParty party)
    {
        Name(party.Name).Address(party.Address).Contacts(party.Phones, party.Emails, field);
        return this;
    }

    /// <summary>After address and telephones: a tax number is of the party's country, and without an address the telephone tells it.</summary>
    public MentionBuilder TaxIds(IReadOnlyCollection<string> raw)
    {
        if (raw.Count == 0) return this;
        var of = country.Length > 0 ? country : identifiers.Where(one => one.Scheme == Scheme.Phone).Select(one => Phones.CountryOf(one.Value)).FirstOrDefault("");
        foreach (var id in raw) Add(Scheme.TaxId, Codes.TaxId(id, of), field, "tax_ids");
        return this;
    }

    public MentionBuilder Add(Scheme scheme, string? value, string of, string part)
    {
        if (value is null) return this;
        var token = key.Of(scheme, value);
        foreach (var entry in entries)
        {
            if (entry.Token == token) return this;
        }
        entries.Add(new IndexEntry(token, scheme, identifiers.Count));
        // One text for all records: there are a few dozen fields, and several identifiers a record.
        identifiers.Add(new Identifier(scheme, value, string.Intern($"{of}.{part}")));
        return this;
    }

    public Mention Build() => new(role, field, name, [.. addresses], [.. identifiers], [.. entries]);
}
