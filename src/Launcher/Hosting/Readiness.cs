using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SharingHub.Launcher.Pki;
using SharingHub.Launcher.Processes;

namespace SharingHub.Launcher.Hosting;

/// <summary>Asks the services whether they are ready, over TLS that trusts the development CA alone.</summary>
internal sealed class Readiness : IDisposable
{
    // A first start creates schemas and compiles; a slow laptop with four processes at once needs tens of seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly X509Certificate2 authority;
    private readonly HttpClient client;

    public Readiness(DevelopmentPki pki)
    {
        authority = X509CertificateLoader.LoadCertificateFromFile(pki.Authority.Certificate);
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } })
        {
            Timeout = TimeSpan.FromSeconds(5),
        };
    }

    /// <summary>Waits until it answers 200. Its end, or the end of patience, is told with the end of its log.</summary>
    public async Task AwaitAsync(ServiceProcess service, Uri ready, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var answer = "nothing";
        while (service.IsRunning)
        {
            try
            {
                using var response = await client.GetAsync(ready, patience.Token);
                if (response.IsSuccessStatusCode)
                    return;
                answer = $"{(int)response.StatusCode}";
            }
            catch (HttpRequestException fault)
            {
                answer = fault.Message;
            }
            catch (OperationCanceledException) when (!patience.IsCancellationRequested)
            {
                answer = "nothing in time";
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(Pause, cancellation);
        }

        var what = service.IsRunning ? $"was not ready within {Patience.TotalMinutes:0} minutes ({ready} last answered: {answer})" : $"ended with code {service.ExitCode}";
        throw new LauncherException($"{service.Name} {what}. The end of {service.LogFile}:\n{service.LogTail()}");
    }

    public void Dispose()
    {
        client.Dispose();
        authority.Dispose();
    }
}
