using SharingHub.Fault.Tests.Harness;
using SharingHub.Launcher.Hosting;

namespace SharingHub.Fault.Tests.Hosting;

public sealed class RunningRoleTests(RunningOperation operation) : IClassFixture<RunningOperation>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_whose_role_could_change_history_all_the_same_does_not_start()
    {
        await SharingHubHost.StopAsync(operation.Hub);
        await operation.ExecuteAsync("alter role hub superuser");

        await Should.ThrowAsync<Exception>(() => operation.Host.StartAsync(operation.Hub, Stop));

        (await File.ReadAllTextAsync(operation.Hub.LogFile, Stop)).ShouldContain("ConnectionStrings:Hub must be of a role that is neither a superuser nor a member");
        await operation.ExecuteAsync("alter role hub nosuperuser");
        await operation.Host.StartAsync(operation.Hub, Stop);
        await operation.ShouldBeHealthyAsync();
    }
}
