namespace SharingHub.Gateway.Configuration;

/// <summary>Says everything that is wrong with the options at once, by key.</summary>
internal static class OptionsCheck
{
    public static IEnumerable<string> ProblemsOf(GatewayOptions options) =>
        Addresses(options).Concat(Numbers(options.Limits, options.Watch));

    private static IEnumerable<string> Addresses(GatewayOptions options)
    {
        if (DoorAddress.Parse(options.Listen) is null)
            yield return $"Gateway:Listen is '{options.Listen}'; it must be https://HOST:PORT, HOST an IP address, localhost or *.";
        if (options.Hubs.Count == 0)
            yield return "Gateway:Hubs:0 is missing; name at least one hub, for example https://127.0.0.1:7101.";
        for (var i = 0; i < options.Hubs.Count; i++)
            if (!IsOrigin(options.Hubs[i]))
                yield return $"Gateway:Hubs:{i} is '{options.Hubs[i]}'; it must be https://HOST:PORT.";
        if (!IsOrigin(options.Identity))
            yield return $"Gateway:Identity is '{options.Identity}'; it must be https://HOST:PORT.";
    }

    private static IEnumerable<string> Numbers(LimitOptions limits, WatchOptions watch)
    {
        (string Key, int Value)[] numbers =
        [
            ("Limits:CallsPerSecond", limits.CallsPerSecond), ("Limits:CallBurst", limits.CallBurst),
            ("Limits:StreamsPerConnection", limits.StreamsPerConnection), ("Limits:Connections", limits.Connections),
            ("Limits:HeaderBytes", limits.HeaderBytes), ("Limits:BodyBytes", limits.BodyBytes),
            ("Watch:ProbeSeconds", watch.ProbeSeconds), ("Watch:ActivitySeconds", watch.ActivitySeconds), ("Watch:StopSeconds", watch.StopSeconds),
        ];
        return numbers.Where(number => number.Value < 1).Select(number => $"Gateway:{number.Key} is {number.Value}; it must be at least 1.");
    }

    private static bool IsOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri is { Scheme: "https", PathAndQuery: "/", UserInfo: "", Fragment: "" };
}
