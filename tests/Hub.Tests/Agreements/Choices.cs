using CsCheck;

namespace SharingHub.Hub.Tests.Agreements;

/// <summary>Generators over short lists.</summary>
internal static class Choices
{
    public static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    public static Gen<T[]> Subset<T>(int least, params T[] all) =>
        Gen.Int[least, (1 << all.Length) - 1].Select(bits => all.Where((_, i) => (bits & (1 << i)) != 0).ToArray());
}
