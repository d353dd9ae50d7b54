using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using NbaStudio.Components.Pages.Rules;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components.Rules;

public sealed class ConditionFieldTests : IAsyncDisposable
{
    private readonly ConsoleHost _console = new();
    private readonly List<string> _written = [];
    private readonly List<object?[]> _taken = [];
    private readonly List<bool> _asked = [];
    private int _ahead;
    private int _isAsked;

    public ConditionFieldTests() => _console.Host.Js.Answer = (call, arguments) =>
    {
        if (call == "nbaComplete.take")
        {
            _taken.Add(arguments![1..]);
        }

        return call == "nbaComplete.place" ? new[] { _ahead > 0 ? -1 : (int)arguments![1]!, _isAsked } : null;
    };

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Typing_OpensTheList_AndKeysMoveInItAndTake()
    {
        var page = await OpenAsync();
        var typing = page.Input("textarea", "cu");
        await page.Until(d => d.QuerySelectorAll("[role=option]").Length == 2);
        var field = (await page.Document()).QuerySelector("textarea")!;
        (field.GetAttribute("aria-controls"), field.GetAttribute("aria-activedescendant"), field.GetAttribute("data-complete")).ShouldBe(("rule-offer", "rule-offer-0", "open"));
        (await page.Document()).QuerySelector("[role=status]")!.TextContent.ShouldBe("2 suggestions");

        await Key("ArrowUp");
        (await page.Document()).QuerySelector("[aria-selected=true] code")!.TextContent.ShouldBe("customer.plan", "the last comes before the first");
        await Key("ArrowDown");
        await Key("Enter");

        _taken.ShouldHaveSingleItem().ShouldBe([2, 0, 2, "customer.age"]);
        (await page.Document()).QuerySelector("[role=listbox]").ShouldBeNull();
        (await page.Document()).QuerySelector("textarea")!.GetAttribute("data-complete").ShouldBe("closed");
        await typing;

        Task Key(string key) => page.Dispatch("textarea", "onkeydown", new KeyboardEventArgs { Key = key });
    }

    [Fact]
    public async Task Escape_ClosesTheListAndTakesNothing()
    {
        var page = await OpenAsync();
        var typing = page.Input("textarea", "cu");
        await page.Until(d => d.QuerySelector("[role=listbox]") is not null);

        await page.Dispatch("textarea", "onkeydown", new KeyboardEventArgs { Key = "Enter", IsComposing = true });
        (await page.Document()).QuerySelector("[role=listbox]").ShouldNotBeNull("the key belongs to the writing of a word");
        await page.Dispatch("textarea", "onkeydown", new KeyboardEventArgs { Key = "Escape" });

        (await page.Document()).QuerySelector("[role=listbox]").ShouldBeNull();
        _taken.ShouldBeEmpty();
        await typing;
    }

    [Fact]
    public async Task Click_TakesTheEntry()
    {
        var page = await OpenAsync();
        var typing = page.Input("textarea", "cu");
        await page.Until(d => d.QuerySelector("[role=listbox]") is not null);

        await page.Click("#rule-offer-1");

        _taken.ShouldHaveSingleItem()[3].ShouldBe("customer.plan");
        await typing;
    }

    [Fact]
    public async Task Text_IsHandedOnAfterThePause_AndOnceForWhatWasTypedInOneGo()
    {
        var page = await OpenAsync();

        var first = page.Input("textarea", "a");
        var second = page.Input("textarea", "ab");
        _written.ShouldBeEmpty("somebody types");
        (await page.Document()).QuerySelector("textarea")!.GetAttribute("value").ShouldBe("ab");
        await Task.WhenAll(first, second);

        _written.ShouldBe(["ab"]);
    }

    [Fact]
    public async Task Leaving_HandsTheTextOnAtOnce()
    {
        var page = await OpenAsync();
        var typing = page.Input("textarea", "abc");

        await page.Change("textarea", "abc");

        _written.ShouldBe(["abc"]);
        await typing;
        _written.ShouldBe(["abc"], "not a second time after the pause");
    }

    [Fact]
    public async Task Place_OfATextThatWentOn_OffersNothing_AndAskingIsPassedOn()
    {
        _ahead = 1;
        var page = await OpenAsync();
        await page.Input("textarea", "cu");
        _asked.ShouldBeEmpty();

        (_ahead, _isAsked) = (0, 1);
        await page.Input("textarea", "cu");
        _asked.ShouldBe([true]);
    }

    private Task<ComponentHost.Rendered> OpenAsync() => _console.Host.Render<ConditionField>(new Dictionary<string, object?>
    {
        ["Id"] = "rule", ["Text"] = "", ["TextChanged"] = EventCallback.Factory.Create<string>(this, _written.Add),
        ["Complete"] = (string text, int caret, bool asked) =>
        {
            _asked.Add(asked);
            return new Completion(0, caret, [new("customer.age", "Age"), new("customer.plan", "Plan")], 2);
        },
    });
}
