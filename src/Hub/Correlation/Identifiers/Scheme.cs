namespace SharingHub.Hub.Correlation.Identifiers;

/// <summary>What a joining value is a value of. Only these join: a country, a port, a brand, a price never does.</summary>
internal enum Scheme : byte
{
    Email = 1,
    Phone,
    BankAccount,
    TaxId,

    /// <summary>A carrier's account number, qualified by carrier.</summary>
    TradeAccount,
    Website,

    /// <summary>A marketplace's own number of a seller, qualified by marketplace.</summary>
    SellerId,

    /// <summary>A record that another says it belongs to, by its contributor's own link.</summary>
    Record,
    Waybill,
    Container,

    /// <summary>A whole name. Counted for rarity; makes no candidates.</summary>
    Name,

    /// <summary>A whole address.</summary>
    Address,

    /// <summary>House number and the start of the street: survives a fault in unit, city or the street's end.</summary>
    AddressFront,

    /// <summary>City and all numbers: survives a fault in the street.</summary>
    AddressNumbers,

    /// <summary>Unit, building and street: survives a fault in the house number.</summary>
    AddressUnit,

    /// <summary>City, postcode and street: for addresses without a unit, survives a fault in the house number.</summary>
    AddressStreet,
}
