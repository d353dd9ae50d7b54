using NbaStudio.Live;

namespace NbaStudio.Components.Controls;

/// <summary>The product's own icons: 16 px, stroke 1.6, round ends.</summary>
public static class Icons
{
    private const string Unknown = """<circle cx="8" cy="8" r="2"/>""";

    private static readonly Dictionary<string, string> Shapes = new()
    {
        ["live"] = """<path d="M1.5 8h3l2-5 3 10 2-5h3"/>""",
        ["actions"] = """<rect x="2" y="2" width="4" height="4" rx="1"/><rect x="10" y="6" width="4" height="4" rx="1"/><rect x="10" y="11.5" width="4" height="3" rx="1"/><path d="M4 6v7h6M4 8h6"/>""",
        ["data"] = """<ellipse cx="8" cy="3.8" rx="5.5" ry="2.1"/><path d="M2.5 3.8v8.4c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1V3.8M2.5 8c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1"/>""",
        ["measure"] = """<path d="M1.5 8h3M11.5 8h3M8 4v8M4.5 5.8v4.4M11.5 5.8v4.4M4.5 8h7"/>""",
        ["publish"] = """<path d="M8 10V2.5M5 5.2l3-2.7 3 2.7M2.5 9.5v4h11v-4"/>""",
        ["pencil"] = """<path d="m3 13 .7-3L11 2.7l2.3 2.3L6 12.3Z"/>""",
        ["plus"] = """<path d="M8 3.5v9M3.5 8h9"/>""",
        ["models"] = """<circle cx="5" cy="10.5" r="3"/><circle cx="11.5" cy="9" r="2"/><circle cx="8.5" cy="3.8" r="2"/>""",
        ["text"] = """<path d="M2 3h12v8.5H8L4.5 14v-2.5H2Z"/><path d="M5 6h6M5 8.5h4"/>""",
        ["customers"] = """<circle cx="6" cy="5.5" r="2.5"/><path d="M1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12.3 10c1.4.6 2.2 1.9 2.2 3.5"/>""",
        ["search"] = """<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5 14 14"/>""",
        ["moon"] = """<path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z"/>""",
        ["sun"] = """<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9"/>""",
        ["pause"] = """<path d="M5.5 3.5v9M10.5 3.5v9"/>""",
        ["play"] = """<path d="M5 3.2v9.6L12.5 8Z"/>""",
        ["up"] = """<path d="m4 9.8 4-4 4 4"/>""",
        ["undo"] = """<path d="M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6"/>""",
        ["question"] = """<path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M8 12.5h.01"/>""",
        ["rules"] = """<path d="M2 4h7M2 8h5M2 12h5M9.5 10.5l2 2 3-4"/>""",
        ["levers"] = """<path d="M4 2v4M4 9v5M8 2v7M8 12v2M12 2v2.5M12 7.5V14"/><circle cx="4" cy="7.5" r="1.5"/><circle cx="8" cy="10.5" r="1.5"/><circle cx="12" cy="6" r="1.5"/>""",
        ["simulate"] = """<path d="M2 2v12h12M4.5 11c3 0 3-6.5 9-7"/><circle cx="8" cy="8" r="1.2"/>""",
        ["down"] = """<path d="m4 6.2 4 4 4-4"/>""",
        ["right"] = """<path d="m6.2 4 4 4-4 4"/>""",
        ["left"] = """<path d="m9.8 4-4 4 4 4"/>""",
        ["clock"] = """<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.3 1.5"/>""",
        ["warn"] = """<path d="M8 2.2 14.5 13.5h-13Z"/><path d="M8 6.5v3M8 11.6v.1"/>""",
        ["check"] = """<path d="m3 8.5 3.3 3.3L13 4.8"/>""",
        ["cross"] = """<path d="m4 4 8 8M12 4l-8 8"/>""",
        ["star"] = """<path d="m8 2 1.8 3.8 4.2.5-3.1 2.9.8 4.2L8 11.3l-3.7 2.1.8-4.2L2 6.3l4.2-.5Z"/>""",
        ["bolt"] = """<path d="M9 1.5 3 9h4l-.8 5.5L13 7H8.5Z"/>""",
        ["eye"] = """<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z"/><circle cx="8" cy="8" r="1.9"/>""",
        ["more"] = """<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2"/>""",
        ["stop"] = """<path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3Z"/><path d="M5.5 8h5"/>""",
        ["send"] = """<path d="M14 2 7 9M14 2 9.5 14 7 9 2 6.5Z"/>""",
        ["replay"] = """<path d="M2.5 8a5.5 5.5 0 1 0 1.8-4.1M2.3 2v2.5h2.5"/>""",
        ["rest"] = """<path d="M1.5 10.5h13"/><rect x="4.5" y="7" width="7" height="3.5" fill="currentColor" stroke="none"/>""",
        ["grow"] = """<path d="M8 14V7.5M8 8.5C8 5.5 6 4 2.5 4c0 3 2 4.5 5.5 4.5ZM8 7c0-2.5 1.8-4.5 5.5-4.5C13.5 5.5 11.5 7 8 7Z"/>""",
        ["retain"] = """<path d="M8 13.5S2 10 2 6a3.1 3.1 0 0 1 6-1.2A3.1 3.1 0 0 1 14 6c0 4-6 7.5-6 7.5Z"/>""",
        ["nurture"] = """<path d="M2 5.5h12v3H2ZM3 8.5h10v5H3ZM8 5.5v8M8 5.5C6.5 5.5 4.5 5 4.5 3.5S7 2 8 5.5ZM8 5.5c1.5 0 3.5-.5 3.5-2S9 2 8 5.5Z"/>""",
        ["serve"] = """<path d="M13.8 4.3a3.7 3.7 0 0 1-5 4.5L4.3 13.3a1.2 1.2 0 0 1-1.7-1.7l4.6-4.5a3.7 3.7 0 0 1 4.5-5L9.5 4.3l.4 1.8 1.8.4Z"/>""",
        ["objective"] = """<circle cx="8" cy="8" r="6"/><circle cx="8" cy="8" r="2.2"/>""",
        ["app"] = """<rect x="4" y="1.5" width="8" height="13" rx="1.8"/><path d="M7 12.3h2"/>""",
        ["web"] = """<rect x="1.8" y="2.5" width="12.4" height="11" rx="1.5"/><path d="M1.8 5.8h12.4M4 4.2h.01M6 4.2h.01"/>""",
        ["push"] = """<path d="M8 2a4 4 0 0 0-4 4c0 4-1.5 5-1.5 5h11S12 10 12 6a4 4 0 0 0-4-4ZM6.8 13.5a1.3 1.3 0 0 0 2.4 0"/>""",
        ["email"] = """<rect x="1.8" y="3" width="12.4" height="10" rx="1.5"/><path d="m2.3 4.2 5.7 4.6 5.7-4.6"/>""",
        ["webhook"] = """<path d="M6.5 9.5 9.5 6.5M7 4.5l1.4-1.4a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.4 1.4a3.2 3.2 0 0 1-4.5-4.5L4.5 7"/>""",
        ["agent"] = """<path d="M2.5 10V8a5.5 5.5 0 0 1 11 0v2M13.5 11c0 2-1.5 3-4 3"/><rect x="1.8" y="8.5" width="2.8" height="4" rx="1.2"/><rect x="11.4" y="8.5" width="2.8" height="4" rx="1.2"/>""",
        ["lock"] = """<rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2M8 10v1.5"/>""",
        ["person"] = """<circle cx="8" cy="5" r="2.8"/><path d="M2.5 14c0-3 2.4-4.8 5.5-4.8s5.5 1.8 5.5 4.8"/>""",
        ["leave"] = """<path d="M9.5 2.5h-6v11h6M6.5 8h7.5M11.5 5.3 14.2 8l-2.7 2.7"/>""",
        ["calendar"] = """<rect x="2" y="3" width="12" height="11" rx="1.5"/><path d="M2 6.5h12M5.2 1.5v3M10.8 1.5v3"/>""",
        ["image"] = """<rect x="2" y="3" width="12" height="10" rx="1.5"/><circle cx="5.5" cy="6.3" r="1.1"/><path d="m2.5 12 3.8-3.6 2.4 2.2 2-1.8 3 3"/>""",
        ["doc"] = """<path d="M4 1.8h5.5L12.5 5v9.2H4ZM9 2v3.3h3.3M6 8.5h4.5M6 11h4.5"/>""",
    };

    public static IEnumerable<string> Names => Shapes.Keys;

    /// <summary>The inside of the svg element; a dot for names that are not there.</summary>
    public static string Shape(string name) => Shapes.GetValueOrDefault(name, Unknown);

    /// <summary>Icon of an objective by its id.</summary>
    public static string ForObjective(string? id) => id?.ToLowerInvariant() is { } key and ("grow" or "retain" or "nurture" or "serve") ? key : "objective";

    /// <summary>Icon of a channel by its kind; an app channel named push has the bell.</summary>
    public static string ForChannel(LiveChannel channel) =>
        channel.Kind == "app" && channel.Id.Contains("push", StringComparison.OrdinalIgnoreCase) ? "push" : ForChannelKind(channel.Kind);

    public static string ForChannelKind(string? kind) => kind is not null && Shapes.ContainsKey(kind) ? kind : "send";
}
