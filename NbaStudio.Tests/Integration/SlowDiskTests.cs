using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Story;

namespace NbaStudio.Tests.Integration;

/// <summary>Pushes on a slow disk: the results of many share a commit, so that one push does not wait for the commits of those before it.</summary>
public sealed class SlowDiskTests
{
    private const int Customers = 60;
    private const int MostCommits = 20;

    [Fact]
    public async Task Push_ManyAtOnceOnASlowDisk_DoNotWaitForEachOthersCommits()
    {
        await using var server = await StudioServer.StartAsync(
            null,
            builder => builder.Services.AddSingleton<IHubStore>(_ => new SlowHubStore(new InMemoryHubStore(), TimeSpan.FromMilliseconds(20))),
            "--Nba:Demo=false");
        var http = server.Http;
        await PolicyImport.PublishAsync(http, Policy());
        var phones = await Task.WhenAll(Enumerable.Range(0, Customers).Select(async i =>
        {
            using var body = Json("""{"consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"2026-01-01T00:00:00Z","source":"form"}]}""");
            (await http.PutAsync($"/api/v1/customers/c{i}", body)).IsSuccessStatusCode.ShouldBeTrue();
            return await OfferStream.OpenAsync(http, $"c{i}", "push");
        }));
        var metrics = server.Services.GetRequiredService<NbaEngine>().Metrics;
        var before = metrics.Commits;

        var time = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        using var events = Json("[" + string.Join(",", Enumerable.Range(0, Customers).Select(i => $$"""{"eventId":"e{{i}}","customerId":"c{{i}}","type":"moment","time":"{{time}}"}""")) + "]");
        (await http.PostAsync("/api/v1/events", events)).IsSuccessStatusCode.ShouldBeTrue();
        await Task.WhenAll(phones.Select(phone => phone.NextOfferAsync()));

        (metrics.Commits - before).ShouldBeLessThan(MostCommits);
        foreach (var phone in phones)
        {
            await phone.DisposeAsync();
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static PolicyDocument Policy() => new()
    {
        Name = "Slow disk",
        Events = [new() { Type = "moment" }],
        Channels = [new() { Id = "push", Kind = "app", Direction = "outbound" }],
        Objectives = [new() { Id = "grow", Groups = [new() { Id = "offers", Actions = [Offer] }] }],
        Triggers = [new() { Name = "moment", Pattern = "event \"moment\"", Channels = ["push"] }],
        RandomCheck = 0,
    };

    private static ActionDocument Offer => new()
    {
        Id = "offer", Value = "500", StartingPropensity = 0.1,
        Treatments = [new() { Id = "offer-push", Channel = "push", Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = "Offer", Body = "Offer" } } }],
    };
}
