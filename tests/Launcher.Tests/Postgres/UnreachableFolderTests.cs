using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Postgres;

namespace SharingHub.Launcher.Tests.Postgres;

/// <summary>Root's own folders are closed to the user that its database runs as.</summary>
public sealed class UnreachableFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sharinghub-closed-").FullName;

    [Fact]
    public async Task A_cluster_lies_elsewhere_behind_a_link_and_is_found_there_again()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root has folders that its database cannot enter.");
        await using (var first = await StartAsync())
        {
            first.DataFolder.ShouldStartWith("/var/lib/sharinghub/");
            new DirectoryInfo(Path.Combine(folder, "postgres")).LinkTarget.ShouldBe(first.DataFolder);
            await first.RememberAsync("seizure");
        }

        await using var second = await StartAsync();

        (await second.RecallAsync()).ShouldBe("seizure");
    }

    [Fact]
    public async Task Deleting_the_folder_deletes_what_lies_elsewhere()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root has folders that its database cannot enter.");
        var cluster = await StartAsync();
        await cluster.DisposeAsync();

        DataFolder.Delete(folder);

        Directory.Exists(Path.GetDirectoryName(cluster.DataFolder)).ShouldBeFalse();
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public void Deleting_a_folder_spares_what_a_link_of_someone_else_leads_to()
    {
        var theirs = Directory.CreateDirectory(Path.Combine(folder, "theirs", "postgres")).FullName;
        var ours = Directory.CreateDirectory(Path.Combine(folder, "ours")).FullName;
        File.CreateSymbolicLink(Path.Combine(ours, "postgres"), theirs);

        DataFolder.Delete(ours);

        Directory.Exists(ours).ShouldBeFalse();
        Directory.Exists(theirs).ShouldBeTrue();
    }

    public void Dispose() => DataFolder.Delete(folder);

    private Task<PrivateCluster> StartAsync() =>
        PrivateCluster.StartAsync(new ClusterOptions { Folder = folder, Durable = false }, TestContext.Current.CancellationToken);
}
