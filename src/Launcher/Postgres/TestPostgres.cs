namespace SharingHub.Launcher.Postgres;

/// <summary>How tests learn of the cluster that they share.</summary>
public static class TestPostgres
{
    public const string ConnectionVariable = "SHARINGHUB_TEST_POSTGRES";
}
