namespace SharingHub.Hub.Correlation.Indexing;

/// <summary>What stands for a value in the index: the first 128 bits of its HMAC-SHA256. Without the key nobody can tell which value it is of, or try values out.</summary>
internal readonly record struct JoinToken(ulong High, ulong Low)
{
    public override int GetHashCode() => (int)Low;
}
