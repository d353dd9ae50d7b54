using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NbaStudio.Hosting.Health;

namespace NbaStudio.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_EveryCheckFine_Is200()
    {
        await using var server = await StudioServer.StartAsync();

        var (live, _) = await server.SendAsync(HttpMethod.Get, "/health/live");
        var (ready, _) = await server.SendAsync(HttpMethod.Get, "/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("\"console-database\":\"ok\"");
    }

    [Fact]
    public async Task Ready_OneCheckRed_Is503WithTheReasonUntilItIsGreen()
    {
        var check = new SwitchCheck { Fault = "the journal cannot be written" };
        await using var server = await StudioServer.StartAsync(null, builder => builder.Services.AddSingleton<IReadinessCheck>(check));

        var (red, _) = await server.SendAsync(HttpMethod.Get, "/health/ready");
        check.Fault = null;
        var (green, _) = await server.SendAsync(HttpMethod.Get, "/health/ready");

        red.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await red.Content.ReadAsStringAsync()).ShouldContain("the journal cannot be written");
        green.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // A console page connects again the moment the stop closes its connection; if that is taken, the server waits for it.
    [Fact]
    public async Task AnyRequest_OnceTheHubStops_Is503AndTheConnectionEnds()
    {
        await using var server = await StudioServer.StartAsync();
        HttpResponseMessage? late = null;
        using var stopping = server.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(
            () => late = server.Http.GetAsync("/health/live").GetAwaiter().GetResult());

        await server.Services.GetRequiredService<IHost>().StopAsync();

        late!.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        late.Headers.ConnectionClose.ShouldBe(true);
        late.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await late.Content.ReadAsStringAsync()).ShouldContain("The hub is stopping");
    }

    [Fact]
    public async Task Ready_CheckThrows_Is503WithoutInternals()
    {
        await using var server = await StudioServer.StartAsync(null, builder => builder.Services.AddSingleton<IReadinessCheck>(new SwitchCheck { Throws = true }));

        var (response, _) = await server.SendAsync(HttpMethod.Get, "/health/ready");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("inner detail");
    }

    private sealed class SwitchCheck : IReadinessCheck
    {
        public string Name => "switch";

        public string? Fault { get; set; }

        public bool Throws { get; init; }

        public ValueTask<string?> FindFaultAsync(CancellationToken stop) => Throws ? throw new InvalidOperationException("inner detail") : ValueTask.FromResult(Fault);
    }
}
