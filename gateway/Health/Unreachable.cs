using Yarp.ReverseProxy.Forwarder;

namespace SharingHub.Gateway.Health;

/// <summary>The failures that came before a connection was there: refused, no such name, wrong certificate.</summary>
internal static class Unreachable
{
    public static bool Is(IForwarderErrorFeature? error) =>
        error is { Error: ForwarderError.Request, Exception: HttpRequestException failure }
        && failure.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
}
