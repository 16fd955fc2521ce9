namespace SharingHub.Cli.Output;

internal enum OutputFormat
{
    Table,
    Json,
    Ndjson,
}
