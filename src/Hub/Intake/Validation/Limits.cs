namespace SharingHub.Hub.Intake.Validation;

/// <summary>The largest sizes the hub takes. Lengths are in Unicode code points.</summary>
internal static class Limits
{
    /// <summary>One record, serialised, in bytes: the contract's own limit.</summary>
    public const int RecordBytes = 65_536;

    /// <summary>Nesting on the wire: the limit that every protobuf runtime has by default.</summary>
    public const int Depth = 100;

    /// <summary>Violations or warnings listed for one record, so that a 64 KiB record cannot ask for megabytes of answer.</summary>
    public const int Findings = 256;

    /// <summary>Quantities, weights, sizes and amounts: the largest whole number that every JSON reader keeps exactly (2^53 - 1).</summary>
    public const ulong Quantity = 9_007_199_254_740_991;

    /// <summary>Record ids, and the ids that marketplaces give to sellers, listings and orders.</summary>
    public const int Id = 128;

    public const int Label = 64;

    /// <summary>Marketplaces, carriers, waybills, stock numbers, accounts, tax ids: any short code.</summary>
    public const int Code = 64;

    /// <summary>Names of persons, organisations, stores, brands, courts; an address line.</summary>
    public const int Name = 300;

    public const int Place = 100;

    public const int PostalCode = 32;

    /// <summary>A listing's title, a mark's text.</summary>
    public const int Title = 500;

    public const int Description = 1_000;

    /// <summary>What browsers and sitemaps agree on.</summary>
    public const int Url = 2_048;

    /// <summary>RFC 5321, 4.5.3.1.3: a path of 256 with its brackets.</summary>
    public const int Email = 254;

    public const int Phone = 64;

    /// <summary>RFC 6838, 4.2: two names of at most 127.</summary>
    public const int MediaType = 255;

    /// <summary>What file systems take.</summary>
    public const int FileName = 255;

    public const int Labels = 32;
    public const int Links = 64;
    public const int AddressLines = 5;

    /// <summary>E-mail addresses, phones, addresses, accounts, tax ids, websites of one party.</summary>
    public const int Contacts = 32;

    public const int Images = 64;
    public const int Goods = 256;
    public const int Containers = 256;

    /// <summary>Parties to a legal action; a "Schedule A" complaint names hundreds of defendants.</summary>
    public const int Litigants = 512;

    public const int NiceClasses = 45;
}
