using SharingHub.Launcher.Postgres;

namespace SharingHub.Launcher.Tests.Postgres;

public class PostgresInstallationTests
{
    private static readonly IReadOnlyList<PostgresBinaries> Installed = [new(17, "/17"), new(15, "/15"), new(13, "/13")];

    [Fact]
    public void New_data_is_made_by_the_newest() => PostgresInstallation.Choose(Installed, null)!.Major.ShouldBe(17);

    [Fact]
    public void Existing_data_is_served_by_the_version_that_made_it() => PostgresInstallation.Choose(Installed, 15)!.Major.ShouldBe(15);

    [Fact]
    public void A_version_that_is_not_installed_is_not_replaced_by_another() => PostgresInstallation.Choose(Installed, 16).ShouldBeNull();

    [Fact]
    public void A_version_that_is_too_old_makes_no_new_data() => PostgresInstallation.Choose([new(14, "/14")], null).ShouldBeNull();

    [Fact]
    public async Task A_missing_version_is_named()
    {
        var refusal = await Should.ThrowAsync<LauncherException>(
            () => PostgresInstallation.RequireAsync(9, TextWriter.Null, TestContext.Current.CancellationToken));

        refusal.Message.ShouldStartWith("The data folder was made by PostgreSQL 9, which is not installed.");
    }
}
