using NbaStudio.Components.Controls;
using NbaStudio.Components.Pages.Customers;
using NbaStudio.Components.Pages.Glossary;
using NbaStudio.Components.Pages.Publish;
using NbaStudio.Tests.Architecture;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

/// <summary>Words and where they are taught; where a page stands.</summary>
public sealed class GlossaryTests
{
    [Theory]
    [InlineData("en", "lever", "L, lever")]
    [InlineData("ja", "レバー", "L(レバー)")]
    public async Task Page_TeachesEveryWordAndFindsOne(string language, string sought, string first)
    {
        await using var console = new ConsoleHost(language);
        var page = await console.Host.Render<GlossaryPage>();
        var document = await page.Document();
        string[] words = [.. GlossaryWords.All.SelectMany(g => g.Words).Select(w => w.Word)];
        words.ShouldBeUnique();
        foreach (var word in words)
        {
            document.QuerySelector($"#{word} dd")!.TextContent.Trim().Length.ShouldBeGreaterThan(10, word);
        }

        await page.Input("#glossary-search", sought);

        (await page.Document()).QuerySelectorAll(".glossary-word[id] dt").Select(d => d.TextContent).ShouldContain(first);
        (await page.Document()).QuerySelectorAll(".glossary-word[id]").Length.ShouldBeLessThan(words.Length / 2);
        await page.Input("#glossary-search", "<nothing>");
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("<nothing>");
    }

    [Fact]
    public void Words_OfTheArchitecture_AreAllTaught()
    {
        // Its table names several in a row: the first cell of each line.
        var lines = File.ReadAllLines(Repository.File("docs/architecture.md")).SkipWhile(l => !l.StartsWith("| word", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')).ToList();
        lines.Count.ShouldBeGreaterThan(15);
        string[] named = [.. lines.SelectMany(l => l.Split('|')[1].Split(['>', ','])).Select(w => w.Trim()).Where(w => w.Length > 0)];
        var words = new NbaStudio.Localization.Words("en");
        string[] taught = [.. GlossaryWords.All.SelectMany(g => g.Words).SelectMany(w => words["glossary.word." + w.Word].Split(", "))];

        named.Where(word => !taught.Contains(word, StringComparer.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public async Task HelpTip_IsAButtonThatOpensItsOwnText()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<HelpTip>(new Dictionary<string, object?> { ["Word"] = "silence" });
        var document = await page.Document();
        var button = document.QuerySelector("button")!;
        button.GetAttribute("aria-label").ShouldBe("What is “Silence”?");
        var text = document.GetElementById(button.GetAttribute("popovertarget")!)!;
        text.GetAttribute("popover").ShouldBe("auto");
        text.TextContent.ShouldContain("nothing is worth saying");
        text.QuerySelector("a")!.GetAttribute("href").ShouldBe("/glossary#silence");
    }

    [Fact]
    public async Task Page_OfALinkToOneWord_MarksIt()
    {
        await using var console = new ConsoleHost();
        await console.Host.Navigate("/glossary#silence");
        (await (await console.Host.Render<GlossaryPage>()).Document()).QuerySelectorAll(".glossary-word.here").ShouldHaveSingleItem().Id.ShouldBe("silence");
    }

    [Fact]
    public async Task Crumbs_OfAnActionACustomerAndAChange_LinkWhatTheyStandIn()
    {
        await using var console = new ConsoleHost();
        var customer = await console.Host.Render<CustomerPage>(new Dictionary<string, object?> { ["CustomerId"] = "kw-004182" });
        await customer.Until(d => d.QuerySelector(".fields") is not null);
        Steps(await customer.Document()).ShouldBe(["/customers"]);
        var change = await console.Host.Render<ChangePanel>(new Dictionary<string, object?> { ["Change"] = "spring" });
        await change.Until(d => d.QuerySelector(".crumbs") is not null);
        Steps(await change.Document()).ShouldBe(["/publish"]);
        await console.Host.Navigate("/actions?path=retain%2Fstay%2Fhalf%2Fpush&q=push");
        var actions = await console.Host.Render<NbaStudio.Components.Pages.Actions.ActionsPage>();
        await actions.Until(d => d.QuerySelector(".crumbs") is not null);
        Steps(await actions.Document()).ShouldBe(["/actions?q=push", "/actions?path=retain&q=push", "/actions?path=retain%2Fstay&q=push", "/actions?path=retain%2Fstay%2Fhalf&q=push"]);

        static IEnumerable<string?> Steps(AngleSharp.Dom.IDocument document)
        {
            var crumbs = document.QuerySelector("nav.crumbs")!;
            crumbs.GetAttribute("aria-label").ShouldBe("Where this page stands");
            crumbs.QuerySelectorAll("[aria-current=page]").ShouldHaveSingleItem().TextContent.ShouldNotBeEmpty();
            return crumbs.QuerySelectorAll("a").Select(a => a.GetAttribute("href"));
        }
    }
}
