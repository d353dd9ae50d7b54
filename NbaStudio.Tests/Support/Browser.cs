using Microsoft.Playwright;

namespace NbaStudio.Tests.Support;

/// <summary>The Chromium of this machine, started once for all browser tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    // The same engine without what draws a window is quicker, where it is there.
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly Dictionary<(string Language, string Theme, int Width, int Height), IBrowserContext> _kept = [];
    private string? _address;

    public async Task InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("NBA_CHROMIUM") ?? Places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium is installed. Run ./test.sh, which installs one, or set NBA_CHROMIUM to its path.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Headless = true, Args = Arguments });
    }

    /// <summary>Opens a page of any site that has no culture cookie.</summary>
    public async Task<IPage> OpenAsync(string address, string path, string theme, int width, int height = 900)
    {
        await LeaveOtherSitesAsync(address);
        return await OpenPageAsync(await NewContextAsync(address, null, theme, width, height), address + path);
    }

    /// <summary>Opens a page in a context that is kept for the next page of the same site, language, theme and size: files that are loaded already are not loaded again. The caller closes the page only.</summary>
    public async Task<IPage> OpenKeptAsync(ConsoleSite site, string path, string language, string theme, int width, int height)
    {
        await LeaveOtherSitesAsync(site.Address);
        var key = (language, theme, width, height);
        if (!_kept.TryGetValue(key, out var context))
        {
            _kept.Add(key, context = await NewContextAsync(site.Address, language, theme, width, height));
        }

        return await OpenPageAsync(context, site.Address + path);
    }

    public Task<IPage> OpenAsync(ConsoleSite site, string path, string language = "en", string theme = "light", int width = 1440, int height = 900) =>
        OpenAsync(site.Address, path, language, theme, width, height);

    public async Task<IPage> OpenAsync(string address, string path, string language = "en", string theme = "light", int width = 1440, int height = 900)
    {
        await LeaveOtherSitesAsync(address);
        return await OpenPageAsync(await NewContextAsync(address, language, theme, width, height), address + path);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static async Task<IPage> OpenPageAsync(IBrowserContext context, string address)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(PageWaits.Seconds * 1_000);
        await page.GotoAsync(address);
        await page.Locator("h1").WaitForAsync();
        return page;
    }

    private async Task<IBrowserContext> NewContextAsync(string address, string? language, string theme, int width, int height)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        List<Cookie> cookies = [new() { Name = "theme", Value = theme, Url = address }];
        if (language is not null)
        {
            cookies.Add(new Cookie { Name = ".AspNetCore.Culture", Value = $"c={language}|uic={language}", Url = address });
        }

        await context.AddCookiesAsync(cookies);
        return context;
    }

    // Tests come one after the other: pages of another site belong to one that is over, and would go on drawing.
    private async Task LeaveOtherSitesAsync(string address)
    {
        if (_address != address)
        {
            _address = address;
            _kept.Clear();
            foreach (var context in _browser!.Contexts.ToList())
            {
                await context.CloseAsync();
            }
        }
    }
}
