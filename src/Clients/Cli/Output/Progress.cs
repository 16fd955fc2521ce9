using SharingHub.Cli.Input;
using Spectre.Console;

namespace SharingHub.Cli.Output;

internal static class Progress
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs long work, with a bar on standard error when people watch it.</summary>
    public static async Task WhileAsync(Terminal terminal, string what, Feed feed, Func<Task> work)
    {
        if (!terminal.ErrorIsTerminal)
        {
            await work();
            return;
        }

        var bar = Ansi.Of(terminal.Error, isTerminal: true).Progress().AutoClear(true);
        await bar.StartAsync(async context =>
        {
            var task = context.AddTask(what, maxValue: Math.Max(1, feed.TotalBytes ?? 1));
            task.IsIndeterminate = feed.TotalBytes is null;
            var working = work();
            while (await Task.WhenAny(working, Task.Delay(Refresh)) != working)
                task.Value = feed.BytesRead;
            await working;
        });
    }
}
