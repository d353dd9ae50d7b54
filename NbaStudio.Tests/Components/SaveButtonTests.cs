using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Controls;
using NbaStudio.Components.Pages.Actions;
using NbaStudio.Components.Pages.Foundations;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

/// <summary>No click on the button of an editor is lost: it waits for the check of what was typed, saves once, or says why not.</summary>
public sealed class SaveButtonTests
{
    private const string Save = ".item-foot .primary";

    [Fact]
    public async Task Click_WhileACheckRuns_WaitsForItAndSavesOnce()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);
        var typed = await TypeHeldAsync(console, page);

        var clicked = page.Click(Save);
        await page.Until(d => d.QuerySelector(Save)!.GetAttribute("aria-busy") == "true");
        (await page.Document()).QuerySelector(Save)!.TextContent.ShouldBe("Checking first …");
        await page.Click(Save);
        console.Actions.Puts.ShouldBeEmpty();
        console.Actions.Held!.SetResult();
        await clicked;
        await typed;

        console.Actions.Puts.ShouldHaveSingleItem().Items.ShouldHaveSingleItem().Fields.ShouldHaveSingleItem().Value.ShouldBe("\"1200\"");
    }

    [Theory]
    [InlineData("en", "Not saved yet: something here is missing or wrong.")]
    [InlineData("ja", "まだ保存していません。足りない項目か誤りがあります。")]
    public async Task Click_BeforeACheckFindsAMistake_SavesNothingAndSaysSo(string language, string said)
    {
        await using var console = new ConsoleHost(language);
        console.Actions.Check = ItemCheck.Clean with { Notes = [new ItemNote("action", "half", "value", true, "Not a <number>.", null)] };
        var page = await OpenAsync(console);
        var typed = await TypeHeldAsync(console, page);

        var clicked = page.Click(Save);
        console.Actions.Held!.SetResult();
        await clicked;
        await typed;

        console.Actions.Puts.ShouldBeEmpty();
        var document = await page.Document();
        document.QuerySelector(".item-foot [role=alert]")!.TextContent.ShouldBe(said);
        document.QuerySelector("#f-value")!.GetAttribute("aria-invalid").ShouldBe("true");
        document.QuerySelector(Save)!.GetAttribute("aria-disabled").ShouldBe("true");
        console.Host.Js.Calls.ShouldContain("Blazor._internal.domWrapper.focus", "the sentence is taken to");
        console.Host.Js.Calls.Clear();
        await page.Click(Save);
        console.Host.Js.Calls.ShouldContain("Blazor._internal.domWrapper.focus", "again with each click");
    }

    [Fact]
    public async Task Click_OnManyItems_WaitsLikewise()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<MultiEdit>(new Dictionary<string, object?> { ["Book"] = new ActionBook(FakeActions.Policy, null), ["Chosen"] = (string[])["half"] });
        console.Actions.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var typed = page.Change("#m-validTo", "2026-12-24T18:00");

        var clicked = page.Click(".multi-edit .primary");
        await page.Until(d => d.QuerySelector(".multi-edit .primary")!.GetAttribute("aria-busy") == "true");
        console.Actions.Held.SetResult();
        await clicked;
        await typed;

        console.Actions.Puts.ShouldHaveSingleItem().Items.ShouldHaveSingleItem().Id.ShouldBe("half");
    }

    [Fact]
    public async Task Click_RightAfterTyping_IsEnough()
    {
        await using var console = new ConsoleHost();
        await console.Host.Navigate("/data");
        var page = await console.Host.Render<DataPage>();
        await page.Click(".data-row:first-child .contact-do button");
        await page.Until(d => d.QuerySelector(".contact-editor .add-to-change .primary[aria-disabled]") is not null);

        var typed = page.Change(".contact-editor label input", "Given name");
        await page.Click(".contact-editor .add-to-change .primary");
        await typed;

        console.Items.Puts.ShouldHaveSingleItem().Items.ShouldHaveSingleItem().Fields.ShouldHaveSingleItem().Value!.ShouldContain("Given name");
    }

    [Fact]
    public async Task Typed_WhileAPreviewOfTheTextBeforeIsMade_IsNotTakenForChecked()
    {
        await using var console = new ConsoleHost();
        await console.Host.Navigate("/actions?path=retain%2Fstay%2Fhalf%2Fpush");
        var page = await console.Host.Render<ActionsPage>();
        await page.Until(d => d.QuerySelector("#preview-customer") is not null);
        console.Actions.HeldPreview = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var chosen = page.Change("#preview-customer", "c1");
        await page.Until(d => d.QuerySelector("#preview-customer")!.GetAttribute("value") == "c1");

        console.Actions.Check = ItemCheck.Clean with { Notes = [new ItemNote("treatment", "push", "content/en/subject", true, "Too <long>.", null)] };
        var typed = page.Input("#f-content-en-subject", "Half the fee");
        await page.Until(d => d.QuerySelector(Save)!.GetAttribute("data-state") == "Checking");
        var clicked = page.Click(Save);
        console.Actions.HeldPreview.SetResult();
        await Task.WhenAll(chosen, typed, clicked);

        console.Actions.Puts.ShouldBeEmpty("the check of what was typed found a mistake");
        (await page.Document()).QuerySelector(".item-foot [role=alert]").ShouldNotBeNull();
    }

    [Fact]
    public async Task Typed_WhileItIsPutIn_StaysAnEdit()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);
        await page.Input("#f-value", "1200");
        console.Actions.HeldPut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var clicked = page.Click(Save);
        await Poll.UntilAsync(() => Task.FromResult(!console.Actions.Puts.IsEmpty));

        await page.Input("#f-value", "1300");
        console.Actions.HeldPut.SetResult();
        await clicked;
        // The page is drawn anew for the change; whichever editor stands there puts the rest in.
        await Poll.UntilAsync(async () =>
        {
            await page.Until(d => d.QuerySelector(Save)?.GetAttribute("data-state") == "Ready");
            await page.Click(Save);
            return console.Actions.Puts.Count > 1;
        });

        console.Actions.Puts.Select(p => p.Items.ShouldHaveSingleItem().Fields.ShouldHaveSingleItem()).Select(f => (f.Seen, f.Value)).Take(2)
            .ShouldBe([("\"customer.monthly_fee * 12 * 0.3\"", "\"1200\""), ("\"1200\"", "\"1300\"")]);
    }

    [Fact]
    public async Task Saved_AfterSomebodyMovedOn_LeavesThemThereAndTheirEdit()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);
        await page.Input("#f-value", "1200");
        console.Actions.HeldPut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var clicked = page.Click(Save);
        await Poll.UntilAsync(() => Task.FromResult(!console.Actions.Puts.IsEmpty));

        await console.Host.Navigate("/actions?path=retain%2Fstay%2Fhalf%2Fpush");
        await page.Until(d => d.QuerySelector("#f-content-en-subject") is not null);
        await page.Input("#f-content-en-subject", "Half the fee");
        console.Actions.HeldPut.SetResult();
        await clicked;
        var navigation = console.Host.Services.GetRequiredService<NavigationManager>();
        await page.Until(d => navigation.Uri.Contains("change=spring", StringComparison.Ordinal) && d.QuerySelector(Save)?.GetAttribute("data-state") == "Ready");

        navigation.Uri.ShouldContain(Uri.EscapeDataString("retain/stay/half/push"));
        var document = await page.Document();
        document.QuerySelector("#f-content-en-subject")!.GetAttribute("value").ShouldBe("Half the fee");
        document.QuerySelectorAll(".edited-dot").Length.ShouldBe(0, "what was put in, whose row is in sight, is an edit no more");
    }

    [Fact]
    public async Task Editor_ClosedWhileAClickWaits_SavesNothing()
    {
        await using var console = new ConsoleHost();
        var probe = new Probe { State = SaveState.Checking };
        var page = await console.Host.Render<Holder>(new Dictionary<string, object?> { ["Probe"] = probe });
        var clicked = page.Click("button");
        await page.Until(d => d.QuerySelector("[aria-busy=true]") is not null);

        probe.IsClosed = true;
        await probe.Draw!();
        await clicked;

        probe.Saves.ShouldBe(0);
    }

    [Fact]
    public async Task Click_WithNothingChanged_SaysSoUntilSomethingIs()
    {
        await using var console = new ConsoleHost();
        var probe = new Probe { State = SaveState.Unchanged };
        var page = await console.Host.Render<Holder>(new Dictionary<string, object?> { ["Probe"] = probe });

        await page.Click("button");
        (await page.Document()).QuerySelector("[role=alert]")!.TextContent.ShouldBe("Nothing is changed here yet.");
        probe.State = SaveState.Ready;
        await probe.Draw!();
        (await page.Document()).QuerySelector("[role=alert]").ShouldBeNull();
        await page.Click("button");

        probe.Saves.ShouldBe(1);
        probe.State = SaveState.Unchanged;
        await probe.Draw!();
        await page.Click("button");
        (await page.Document()).QuerySelector("[role=alert]").ShouldBeNull("the second of two clicks finds nothing left to do");
        probe.Saves.ShouldBe(1);
    }

    // The look that the page begins is still open when this returns.
    private static async Task<Task> TypeHeldAsync(ConsoleHost console, ComponentHost.Rendered page)
    {
        console.Actions.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var typed = page.Input("#f-value", "1200");
        await page.Until(d => d.QuerySelector("#f-value")!.GetAttribute("value") == "1200");
        return typed;
    }

    private static async Task<ComponentHost.Rendered> OpenAsync(ConsoleHost console)
    {
        await console.Host.Navigate("/actions?path=retain%2Fstay%2Fhalf");
        var page = await console.Host.Render<ActionsPage>();
        await page.Until(d => d.QuerySelector(".item-form") is not null);
        return page;
    }

    private sealed class Probe
    {
        public SaveState State { get; set; }

        public bool IsClosed { get; set; }

        public int Saves { get; set; }

        public Func<Task>? Draw { get; set; }
    }

    /// <summary>An editor that is nothing but its button.</summary>
    private sealed class Holder : ComponentBase
    {
        [Parameter]
        public Probe Probe { get; set; } = null!;

        protected override void OnInitialized() => Probe.Draw = () => InvokeAsync(StateHasChanged);

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (!Probe.IsClosed)
            {
                builder.OpenComponent<SaveButton>(0);
                builder.AddComponentParameter(1, nameof(SaveButton.State), Probe.State);
                builder.AddComponentParameter(2, nameof(SaveButton.MayEdit), true);
                builder.AddComponentParameter(3, nameof(SaveButton.OnSave), (Func<Task<bool>>)(() => Task.FromResult(++Probe.Saves > 0)));
                builder.CloseComponent();
            }
        }
    }
}
