using Microsoft.AspNetCore.Components;

namespace NbaStudio.Components.Pages.Levers;

/// <summary>Which of the context weights is edited, as the address says.</summary>
public sealed partial class LeversPage
{
    private const string WeightsView = "weights";
    private const string NewWeight = "new";

    private string? _view;

    // A weight under work lasts as long as what the page shows.
    private int _round;

    /// <summary>weights for the context weights; the levers when absent.</summary>
    [SupplyParameterFromQuery]
    public string? View { get; set; }

    /// <summary>The context weight that is edited, by the id that edits name it by, or new; none when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Weight { get; set; }

    // A change that cannot be shown is not written into unseen.
    private string? DraftChange => _isDraft ? Change : null;

    // Levers under work stay while one of the weights is edited.
    private bool StaysAt(Uri target) => target.AbsolutePath == "/levers" && System.Web.HttpUtility.ParseQueryString(target.Query)["change"] == Change;

    private string Address(string? weight) => Address(weight, Change);

    private static string Address(string? weight, string? change) =>
        $"/levers?view={WeightsView}{(weight is null ? "" : "&weight=" + Uri.EscapeDataString(weight))}{(change is null ? "" : "&change=" + Uri.EscapeDataString(change))}";

    // What is read again keeps the levers that were being set, and the weight that is open.
    private Task ReloadAsync() => LoadAsync(again: true);

    private Task WeightSavedAsync(string change)
    {
        var isHere = Change == change;
        Navigation.NavigateTo(Address(null, change));
        return isHere ? ReloadAsync() : Task.CompletedTask;
    }
}
