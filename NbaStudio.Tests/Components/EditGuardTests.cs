using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Access;
using NbaStudio.Security;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

/// <summary>What is typed: asked about before it goes, kept by the tab, taken up again.</summary>
public sealed class EditGuardTests : IAsyncDisposable
{
    private readonly ConsoleHost _console = new();
    private readonly Dictionary<string, string> _tab = [];
    private string? _typed;
    private bool? _dropped;

    public EditGuardTests() => _console.Host.Js.Answer = (call, arguments) => call switch
    {
        "nbaDrafts.keep" => Keep((string)arguments![0]!, (string)arguments[1]!),
        "nbaDrafts.has" => _tab.ContainsKey((string)arguments![0]!),
        "nbaDrafts.find" => new ComponentHost.FakeStream(_tab[(string)arguments![0]!]),
        "nbaDrafts.drop" => _tab.Remove((string)arguments![0]!),
        _ => null,
    };

    private string Address => _console.Host.Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(_console.Host.Services.GetRequiredService<NavigationManager>().Uri);

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Link_WhileSomethingIsTyped_AsksAndGoesOnWithoutIt()
    {
        _typed = "half a rule";
        var page = await ShowAsync();
        _tab.ShouldHaveSingleItem().Value.ShouldBe("half a rule");

        await _console.Host.Navigate("/actions");
        await page.Until(document => document.QuerySelector(".leave-bar") is not null);
        Address.ShouldBe("");
        await page.Click(".leave-bar .button");
        (await page.Document()).QuerySelector(".leave-bar").ShouldBeNull();

        await _console.Host.Navigate("/actions");
        await page.Until(document => document.QuerySelector(".leave-bar") is not null);
        await page.Click(".leave-bar .danger");

        Address.ShouldBe("actions");
        _dropped.ShouldBe(false);
        await page.Until(_ => _tab.Count == 0);
    }

    [Fact]
    public async Task Link_WithNothingTyped_IsFollowedAtOnce()
    {
        var page = await ShowAsync();

        await _console.Host.Navigate("/actions");

        Address.ShouldBe("actions");
        (await page.Document()).QuerySelector(".leave-bar").ShouldBeNull();
        _tab.ShouldBeEmpty();
    }

    [Fact]
    public async Task Draft_OfThePersonBefore_IsTakenUpAndOfAnotherIsNot()
    {
        _console.Viewer.Become(Caller.ForAccount("ann", "a-1", [Scopes.Read]));
        _typed = "half a rule";
        await ShowAsync();
        _tab.Keys.ShouldBe(["nba-draft:a-1:rules"]);
        _typed = null;

        await using var other = new EditGuardTests();
        other._tab["nba-draft:a-1:rules"] = "half a rule";
        other._console.Viewer.Become(Caller.ForAccount("bob", "a-2", [Scopes.Read]));
        await other.ShowAsync();
        other._typed.ShouldBeNull();

        await using var again = new EditGuardTests();
        again._tab["nba-draft:a-1:rules"] = "half a rule";
        again._console.Viewer.Become(Caller.ForAccount("ann", "a-1", [Scopes.Read]));
        var page = await again.ShowAsync();
        again._typed.ShouldBe("half a rule");
        (await page.Document()).QuerySelector(".draft-note")!.TextContent.ShouldContain("taken up again");

        await page.Click(".draft-note button");
        again._dropped.ShouldBe(true);
    }

    [Fact]
    public async Task SignIn_AfterTheSessionEnded_IsNotAskedAboutAndTheDraftStays()
    {
        _console.Viewer.Become(Caller.ForAccount("ann", "a-1", [Scopes.Read]));
        _typed = "half a rule";
        await ShowAsync();

        _console.Viewer.Become(Caller.Anonymous);
        await _console.Host.Navigate("/sign-in?returnUrl=%2Frules");

        Address.ShouldBe("sign-in?returnUrl=%2Frules");
        _tab.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Draft_ThatFitsNothing_IsForgotten()
    {
        _tab["nba-draft:local:rules"] = "of an older version";

        var page = await ShowAsync();

        await page.Until(_ => _tab.Count == 0);
        (await page.Document()).QuerySelector(".draft-note").ShouldBeNull();
    }

    private object Keep(string key, string text)
    {
        _tab[key] = text;
        return true;
    }

    private Task<ComponentHost.Rendered> ShowAsync() => _console.Host.Render<EditGuard>(new Dictionary<string, object?>
    {
        ["Editor"] = "rules", ["Question"] = "It is lost.", ["Draft"] = () => _typed,
        ["Restore"] = (Func<string, Task<bool>>)(text =>
        {
            _typed = text.StartsWith("half", StringComparison.Ordinal) ? text : null;
            return Task.FromResult(_typed is not null);
        }),
        ["OnDrop"] = EventCallback.Factory.Create<bool>(this, stays => (_dropped, _typed) = (stays, null)),
    });
}
