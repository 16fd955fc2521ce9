using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SharingHub.Verification.Notes;
using SharingHub.Verification.Witnessing;

namespace SharingHub.Witness.Tests.Harness;

/// <summary>An HTTP server with a witness's key that answers as a test tells it to.</summary>
internal sealed class ScriptedWitness : IAsyncDisposable
{
    private readonly WebApplication _web;

    private ScriptedWitness(WebApplication web) => _web = web;

    public NoteSigner Signer { get; } = NoteSigner.Generate("scripted", SignatureType.Cosignature);

    /// <summary>What it was asked, in order.</summary>
    public List<AddCheckpointRequest> Asked { get; } = [];

    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<ScriptedWitness> StartAsync(Func<ScriptedWitness, AddCheckpointRequest, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var witness = new ScriptedWitness(web);
        web.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var request = AddCheckpointRequest.Parse(body.ToArray()).OrThrow();
            lock (witness.Asked)
                witness.Asked.Add(request);
            await answer(witness, request, context);
        });
        await web.StartAsync(TestContext.Current.CancellationToken);
        return witness;
    }

    public static Task<ScriptedWitness> StartAsync(Func<ScriptedWitness, AddCheckpointRequest, (int Status, string Body)> answer) =>
        StartAsync((witness, request, context) =>
        {
            var (status, body) = answer(witness, request);
            context.Response.StatusCode = status;
            context.Response.ContentType = status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8";
            return context.Response.WriteAsync(body, context.RequestAborted);
        });

    public string Line(string text, long time) => Signer.Sign(text, time).ToLine();

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }
}
