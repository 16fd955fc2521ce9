using SharingHub.Cli.Input;
using Spectre.Console;

namespace SharingHub.Cli.Output;

internal static class Progress
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs long work, with a bar on standard error when people watch it.</summary>
    public static Task WhileAsync(Terminal terminal, string what, Feed feed, Func<Task> work) =>
        WhileAsync(terminal, what, () => feed.TotalBytes, () => feed.BytesRead, work);

    /// <param name="total">How much there is; null while nobody knows.</param>
    /// <param name="done">How much of it is done.</param>
    public static async Task WhileAsync(Terminal terminal, string what, Func<long?> total, Func<long> done, Func<Task> work)
    {
        if (!terminal.ErrorIsTerminal)
        {
            await work();
            return;
        }

        var bar = Ansi.Of(terminal.Error, isTerminal: true).Progress().AutoClear(true);
        await bar.StartAsync(async context =>
        {
            var task = context.AddTask(what);
            var working = work();
            do
            {
                (task.IsIndeterminate, task.MaxValue, task.Value) = (total() is null, Math.Max(1, total() ?? 1), done());
            }
            while (await Task.WhenAny(working, Task.Delay(Refresh)) != working);
            await working;
        });
    }
}
