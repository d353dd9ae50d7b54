using Microsoft.Playwright;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Browsing;

/// <summary>Levers of 2,500 actions: few of them are drawn, all of them can be reached. Says how long a step of a slider takes to show.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LeversScaleTests(Support.Browser browser, ITestOutputHelper output)
{
    private const int Groups = 250;
    private const int PerGroup = 10;

    [Fact]
    public async Task Levers_Of2500Actions_DrawsFewAndMovesAll()
    {
        var policy = TestPolicy.Of() with
        {
            Objectives = [.. Enumerable.Range(0, 10).Select(o => new ObjectiveDocument
            {
                Id = "o" + o,
                Groups = [.. Enumerable.Range(0, Groups / 10).Select(g => new GroupDocument
                {
                    Id = $"o{o}g{g}", Actions = [.. Enumerable.Range(0, PerGroup).Select(a => TestPolicy.Action($"o{o}g{g}a{a}"))],
                })],
            })],
        };
        await using var api = await ApiServer.StartAsync(policy);
        for (var i = 0; i < 20; i++)
        {
            await api.Engine.DecideAsync(new NbaStudio.Engine.Decisions.DecisionRequest(null, "c" + i, "web", [new NbaStudio.Engine.Decisions.PlacementRequest("hero")], new Dictionary<string, NbaStudio.Engine.Conditions.Value>()));
        }

        var page = await browser.OpenAsync(api.Server.Origin, "/levers");
        await page.Locator(".mix-shift").WaitForAsync();
        (await page.Locator(".lever-row").CountAsync()).ShouldBeLessThan(100);

        // From the key to the changed product of an action below it, in the page itself.
        var slider = page.Locator(".lever-row.objective").First.GetByRole(AriaRole.Slider);
        await slider.FocusAsync();
        var times = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            await page.EvaluateAsync("""
                () => { const at = document.querySelector('.lever-row.action .lever-product b'); window.took = new Promise(done => { addEventListener('keydown', () => { const start = performance.now();
                  new MutationObserver((_, o) => { o.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); }).observe(at, { subtree: true, characterData: true, childList: true }); }, { once: true, capture: true }); }); }
                """);
            await page.Keyboard.PressAsync("ArrowRight");
            times.Add(await page.EvaluateAsync<double>("() => window.took"));
        }

        output.WriteLine($"A step of a slider shows after {times.Order().ElementAt(times.Count / 2):0} ms (median), {times.Max():0} ms (slowest of {times.Count}).");
        await page.Locator("#lever-search").FillAsync("o9g24a9");
        await Poll.UntilAsync(async () => await page.Locator(".lever-row").CountAsync() == 3);
        await page.Locator(".lever-row.action").GetByRole(AriaRole.Spinbutton).FillAsync("9");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await page.Locator(".lever-row.action").GetByRole(AriaRole.Spinbutton).PressAsync("Tab");
        await page.Locator(".lever-verdict:not(.old)").GetByText("of decisions would turn out differently").WaitForAsync();
        output.WriteLine($"The estimate stands after {watch.ElapsedMilliseconds} ms, of which 350 are waited.");
        await page.Context.CloseAsync();
    }
}
