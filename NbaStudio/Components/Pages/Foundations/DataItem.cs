using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>An attribute of customers, a channel, or the settings of the workspace: as it was read or as it is edited. Immutable.</summary>
/// <param name="Kind">attribute, channel or workspace.</param>
/// <param name="ReadId">Name or id as it was read; of a new one, "".</param>
public sealed record DataItem(string Kind, string ReadId)
{
    // Fields of the document that are the workspace's own and that this page edits.
    private static readonly string[] Settings = ["name", "currency", "timeZone", "languages", "defaultLanguage", "serviceValue", "randomCheck"];

    public AttributeDocument? Attribute { get; init; }

    public ChannelDocument? Channel { get; init; }

    /// <summary>The document whose settings are meant; its lists are not looked at.</summary>
    public PolicyDocument? Workspace { get; init; }

    public bool IsNew => ReadId.Length == 0;

    public string Id => Attribute?.Name ?? Channel?.Id ?? ReadId;

    public IReadOnlyDictionary<string, string>? Label => Attribute?.Label ?? Channel?.Label;

    public JsonObject Json => Attribute is { } attribute ? ItemWrites.Json(attribute) : Channel is { } channel ? ItemWrites.Json(channel) : ItemWrites.Json(Workspace!);

    public static DataItem Of(AttributeDocument attribute) => new("attribute", attribute.Name) { Attribute = attribute };

    public static DataItem Of(ChannelDocument channel) => new("channel", channel.Id) { Channel = channel };

    public static DataItem Of(PolicyDocument document) => new(PolicyItems.WorkspaceKind, PolicyItems.WorkspaceKind) { Workspace = document };

    public static DataItem NewAttribute() => new("attribute", "") { Attribute = new AttributeDocument() };

    /// <summary>A channel as its kind usually is.</summary>
    /// <param name="kind">web, app, email, webhook or agent.</param>
    /// <param name="id">A free id.</param>
    public static DataItem NewChannel(string kind, string id, IReadOnlyDictionary<string, string> label) => new("channel", "")
    {
        Channel = new ChannelDocument
        {
            Id = id, Label = label, Kind = kind, Direction = kind is "email" or "webhook" ? "outbound" : "inbound",
            Placements = kind is "web" or "app" ? [new PlacementDocument { Name = "hero" }] : [],
        },
    };

    /// <summary>Name of this item in a language; its id where it has none.</summary>
    public string NameIn(string language) => Label?.GetValueOrDefault(language) ?? Label?.Values.FirstOrDefault() ?? Id;

    /// <summary>Whether an issue is about this item itself.</summary>
    /// <param name="document">The document that has it.</param>
    public bool Owns(PolicyIssue issue, PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(issue);
        ArgumentNullException.ThrowIfNull(document);
        if (Workspace is not null)
        {
            return Settings.Contains(issue.Path.Split('/')[0]);
        }

        var list = Attribute is not null ? "attributes/" : "channels/";
        // What has no name yet stands at its place.
        var at = Id.Trim().Length > 0 ? Id : ((Attribute is not null ? document.Attributes.Count : document.Channels.Count) - 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return issue.Path == list + at || issue.Path.StartsWith($"{list}{at}/", StringComparison.Ordinal);
    }

    /// <summary>What is to be written.</summary>
    /// <param name="read">As it was read; null for a new one.</param>
    public ItemWrite Write(DataItem? read) => read is null ? ItemWrites.Add(Kind, Id, Json) : ItemWrites.Edit(Kind, read.ReadId, read.Json, Json);

    /// <summary>The same with what others wrote in the fields that clash; every other field stays.</summary>
    public DataItem With(IReadOnlyList<FieldClash> clashes)
    {
        ArgumentNullException.ThrowIfNull(clashes);
        var json = Json;
        foreach (var clash in clashes)
        {
            json.Remove(clash.Field);
            if (clash.Theirs is { } theirs)
            {
                json[clash.Field] = JsonNode.Parse(theirs);
            }
        }

        var document = Workspace is not null ? json : new JsonObject { [Attribute is not null ? "attributes" : "channels"] = new JsonArray(json) };
        var read = PolicyJson.Read(document.ToJsonString());
        var taken = read.Document ?? throw new InvalidOperationException($"What others wrote to {Kind} '{Id}' cannot be read: {string.Join(' ', read.Issues.Select(i => i.Message))}");
        return Workspace is not null ? this with { Workspace = taken } : Attribute is not null ? this with { Attribute = taken.Attributes[0] } : this with { Channel = taken.Channels[0] };
    }

    /// <summary>The document with this in it.</summary>
    public PolicyDocument In(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (Workspace is { } set)
        {
            return document with
            {
                Name = set.Name, Currency = set.Currency, TimeZone = set.TimeZone, Languages = set.Languages, DefaultLanguage = set.DefaultLanguage, ServiceValue = set.ServiceValue, RandomCheck = set.RandomCheck,
            };
        }

        return document with
        {
            Attributes = Attribute is null ? document.Attributes : Put(document.Attributes, Attribute, a => a.Name),
            Channels = Channel is null ? document.Channels : Put(document.Channels, Channel, c => c.Id),
        };
    }

    /// <summary>The document as it would be without this.</summary>
    public PolicyDocument Without(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document with
        {
            Attributes = Attribute is null ? document.Attributes : [.. document.Attributes.Where(a => a.Name != ReadId)],
            Channels = Channel is null ? document.Channels : [.. document.Channels.Where(c => c.Id != ReadId)],
        };
    }

    private IReadOnlyList<T> Put<T>(IReadOnlyList<T> items, T item, Func<T, string> id) =>
        IsNew ? [.. items, item] : [.. items.Select(i => id(i) == ReadId ? item : i)];
}
