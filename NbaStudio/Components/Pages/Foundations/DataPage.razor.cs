using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>What everything else stands on: attributes of customers, channels, and the workspace's currency, languages and zone; edited into changes.</summary>
public sealed partial class DataPage
{
    /// <summary>So many rows are found by looking.</summary>
    private const int FewEnough = 12;

    private const string Attributes = "attributes";
    private const string Channels = "channels";
    private const string Settings = "workspace";
    private static readonly string[] Views = [Attributes, Channels, Settings];
    private static readonly string[] Carriers = ["web", "app", "email", "webhook", "agent"];

    private string _search = "";
    private string? _shown;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    /// <summary>attributes, channels or workspace.</summary>
    [SupplyParameterFromQuery]
    public string? View { get; set; }

    private string Shown => Views.Contains(View) ? View! : Attributes;

    private IReadOnlyList<DataItem> Found => _search.Trim() is not { Length: > 0 } text || Model!.Attributes.Count <= FewEnough ? Model!.Attributes
        : [.. Model.Attributes.Where(a => a.Id.Contains(text, StringComparison.OrdinalIgnoreCase) || a.NameIn(W.Language).Contains(text, StringComparison.OrdinalIgnoreCase))];

    private EventCallback CloseOf => Shown == Settings ? default : EventCallback.Factory.Create(this, () => Model!.Close());

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        if (_shown != Shown)
        {
            // What was added before belongs to the part that was shown.
            Saved = _shown is null ? Saved : null;
            _shown = Shown;
            Model?.Close();
        }

        await ShowAsync();
    }

    // The settings are one item: they stand there as a form.
    protected override Task ShowAsync() => Shown == Settings && Model is { Task: DataTask.None } work ? BeginAsync(() => work.Open(work.Workspace, DataTask.Edit)) : Task.CompletedTask;

    protected override string AddressOf(string? change) => Address(Shown, change);

    private static string Address(string view, string? change)
    {
        string[] query = [view == Attributes ? "" : "view=" + view, change is null ? "" : "change=" + Uri.EscapeDataString(change)];
        return "/data" + (query.All(q => q.Length == 0) ? "" : "?" + string.Join('&', query.Where(q => q.Length > 0)));
    }

    private static string IconOf(string type) => type switch { "text" or "textset" => "text", "datetime" => "clock", "boolean" => "check", "money" => "star", _ => "measure" };

    private Task AddChannelAsync(string kind)
    {
        var label = Model!.Document.Languages.Where(l => Words.Languages.Contains(l)).ToDictionary(l => l, l => new Words(l)["data.carrier." + kind]);
        return AddAsync(DataItem.NewChannel(kind, ItemIds.Free(kind, id => Model.Channels.Any(c => c.Id == id)), label));
    }
}
