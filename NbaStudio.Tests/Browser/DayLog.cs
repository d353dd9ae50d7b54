using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using NbaStudio.Tests.Support;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Browsing;

/// <summary>What people do in the browser, step by step: counts clicks and fields, and takes the time.</summary>
public sealed class DayLog(ITestOutputHelper output)
{
    private readonly Stopwatch _all = Stopwatch.StartNew();
    private int _clicks;
    private int _fields;

    public int Clicks => _clicks;

    /// <summary>One step of the day; its line is written when it is over.</summary>
    public async Task StepAsync(string name, Func<Task> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var (clock, clicks, fields) = (Stopwatch.StartNew(), _clicks, _fields);
        await step();
        Write(name, _clicks - clicks, _fields - fields, clock.Elapsed);
    }

    /// <summary>A button, a link or a box.</summary>
    public async Task ClickAsync(ILocator what)
    {
        ArgumentNullException.ThrowIfNull(what);
        await what.ClickAsync();
        _clicks++;
    }

    /// <summary>A choice from a list counts as a click, although a list opens first: by keyboard it is one key.</summary>
    public async Task ChooseAsync(ILocator list, string value)
    {
        ArgumentNullException.ThrowIfNull(list);
        await list.SelectOptionAsync(value);
        _clicks++;
    }

    /// <summary>A file that is chosen counts as a click.</summary>
    public async Task TakeFileAsync(ILocator input, string name, string json)
    {
        ArgumentNullException.ThrowIfNull(input);
        await input.ChooseFileAsync(new FilePayload { Name = name, MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(json) });
        _clicks++;
    }

    /// <summary>A field that is written and left by the keyboard.</summary>
    public async Task TypeAsync(ILocator field, string text)
    {
        ArgumentNullException.ThrowIfNull(field);
        await field.FillAsync(text);
        await field.PressAsync("Tab");
        _fields++;
    }

    public void WriteTotal() => Write("all", _clicks, _fields, _all.Elapsed);

    private void Write(string name, int clicks, int fields, TimeSpan time) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {clicks} | {fields} | {time.TotalSeconds:0.0} |"));
}
