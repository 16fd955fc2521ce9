using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace SharingHub.Fault.Tests.Clients;

/// <summary>The client in <c>tests/Foreign</c>, run by node from a copy whose packages npm installed.</summary>
internal sealed class ForeignClient
{
    private readonly string _folder;

    private ForeignClient(string folder) => _folder = folder;

    /// <summary>Installs it. Skips the test where node is missing, but not in CI.</summary>
    public static async Task<ForeignClient> InstallAsync()
    {
        if (!IsOnPath("node") || !IsOnPath("npm"))
        {
            const string Missing = "node and npm are not on the PATH; install Node.js 18 or later to try a client that is not .NET.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(Missing);
            Assert.Skip(Missing);
        }

        var folder = Directory.CreateDirectory(Path.Combine(Given("Artifacts"), "foreign")).FullName;
        var locked = Path.Combine(folder, "package-lock.json");
        var same = Directory.Exists(Path.Combine(folder, "node_modules"))
            && File.Exists(locked) && await File.ReadAllTextAsync(locked) == await File.ReadAllTextAsync(Path.Combine(Given("Foreign"), "package-lock.json"));
        foreach (var file in Directory.GetFiles(Given("Foreign")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        if (!same)
        {
            File.Delete(locked);
            File.Copy(Path.Combine(Given("Foreign"), "package-lock.json"), locked);
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
        }

        return new ForeignClient(folder);
    }

    /// <summary>Runs one command as a member and gives its answers, each a line of JSON.</summary>
    /// <param name="onAnswer">Called at each answer while the command goes on.</param>
    public async Task<List<JsonElement>> RunAsync(string readyFile, string member, IEnumerable<string> arguments, Func<JsonElement, Task>? onAnswer = null)
    {
        var answers = new List<JsonElement>();
        await RunAsync(
            "node",
            ["client.mjs", "--ready", readyFile, "--protos", Given("Protos"), "--protos", Given("ImportedProtos"), "--as", member, .. arguments],
            _folder,
            async line =>
            {
                answers.Add(JsonElement.Parse(line));
                await (onAnswer?.Invoke(answers[^1]) ?? Task.CompletedTask);
            });
        return answers;
    }

    private static string Given(string name) => Path.GetFullPath(
        typeof(ForeignClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == name).Value!);

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task RunAsync(string program, IEnumerable<string> arguments, string folder, Func<string, Task>? onLine = null)
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(stop);
            while (await process.StandardOutput.ReadLineAsync(stop) is { } line)
                await (onLine?.Invoke(line) ?? Task.CompletedTask);
            await process.WaitForExitAsync(stop);
            process.ExitCode.ShouldBe(0, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
