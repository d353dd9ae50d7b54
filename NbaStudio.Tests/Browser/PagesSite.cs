using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>One site for pages that only show.</summary>
public sealed class PagesSite : IAsyncLifetime
{
    public ConsoleSite Site { get; private set; } = null!;

    public async Task InitializeAsync() => Site = await ConsoleSite.StartAsync(decisions: 40);

    public async Task DisposeAsync() => await Site.DisposeAsync();
}
