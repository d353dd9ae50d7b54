using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>What of the tree is shown, as it stands in the page's address. Immutable.</summary>
/// <param name="Search">Part of a name or id; empty = all.</param>
/// <param name="Status">Only items in this state; null = all.</param>
/// <param name="Group">Path of the one group; null = all.</param>
/// <param name="Channel">Id of the one channel; null = all.</param>
public sealed record ActionFilter(string Search, ActionStatus? Status, string? Group, string? Channel)
{
    private const string Yes = "yes";

    /// <summary>Whether archived items are shown among the others.</summary>
    public bool Archived { get; init; }

    public static ActionFilter None { get; } = new("", null, null, null);

    /// <summary>What an address says; a state that there is not filters nothing.</summary>
    public static ActionFilter Read(string? search, string? status, string? group, string? channel, string? archived = null) =>
        new(search ?? "", Enum.TryParse<ActionStatus>(status, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null, Blank(group), Blank(channel)) { Archived = archived == Yes };

    /// <summary>The part of the address; empty where nothing is filtered.</summary>
    public string Write() => string.Join('&', new[] { ("q", Search.Trim()), ("status", Status?.ToString().ToLowerInvariant()), ("group", Group), ("channel", Channel), ("archived", Archived ? Yes : null) }
        .Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
