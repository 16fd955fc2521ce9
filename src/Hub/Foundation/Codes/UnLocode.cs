namespace SharingHub.Hub.Foundation.Codes;

/// <summary>UN/LOCODE, ECE/TRADE/227: a country and three letters or digits 2-9. The list of places changes too often to be closed.</summary>
internal static class UnLocode
{
    public static bool HasForm(ReadOnlySpan<char> code)
    {
        if (code.Length != 5 || !Countries.Contain(code[..2])) return false;
        foreach (var c in code[2..])
        {
            if (c is not (>= 'A' and <= 'Z' or >= '2' and <= '9')) return false;
        }
        return true;
    }
}
