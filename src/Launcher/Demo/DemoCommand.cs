using System.CommandLine;
using SharingHub.Launcher.Demo.Federation;
using SharingHub.Launcher.Hosting;
using SharingHub.Launcher.Seed;

namespace SharingHub.Launcher.Demo;

/// <summary><c>demo</c>: the model operation on a system of its own, which is gone afterwards.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var demo = new Command("demo", "Plays the model operation from end to end on a system of its own, and tells what happened");
        demo.SetAction((_, cancellation) => RunAsync(PlayOperationAsync, cancellation));
        var federation = new Command("federation", "Two hubs of two countries on this machine: what crosses, what comes back, and what is taken back");
        federation.SetAction((_, cancellation) => RunAsync(PlayFederationAsync, cancellation));
        demo.Add(federation);
        return demo;
    }

    private static async Task PlayOperationAsync(string folder, Story story, CancellationToken cancellation)
    {
        var options = new HostOptions
        {
            Folder = folder,
            Port = 0,
            Members = LoneAgency.AndMembers,
            Seed = new OperationSeed(LoneAgency.AndMembers, LoneAgency.AndAgreements),
            Says = Console.Out,
        };
        await using var host = await SharingHubHost.StartAsync(options, cancellation);
        await new Operation(host, story).PlayAsync(cancellation);
    }

    private static async Task PlayFederationAsync(string folder, Story story, CancellationToken cancellation)
    {
        await using var hubs = await TwoHubs.StartAsync(folder, durable: false, Console.Out, cancellation);
        await new Crossing(hubs, story).PlayAsync(cancellation);
    }

    private static async Task<int> RunAsync(Func<string, Story, CancellationToken, Task> play, CancellationToken cancellation)
    {
        var folder = DataFolder.MakeTemporary();
        var story = new Story(Console.Out);
        try
        {
            await play(folder, story, cancellation);
        }
        finally
        {
            DataFolder.Delete(folder);
        }

        story.Chapter(story.Failures == 0 ? "Everything held. Nothing is left running." : $"{story.Failures} claims did not hold.");
        return story.Failures == 0 ? ExitCodes.Good : ExitCodes.Failed;
    }
}
