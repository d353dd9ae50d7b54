using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>An attribute of customers, a channel, a hold-out, a fairness limit, or the settings of the workspace: as it was read or as it is edited. Immutable.</summary>
/// <param name="Kind">attribute, channel, holdOut, fairness or workspace.</param>
/// <param name="ReadId">Name or id as it was read; of a new one, "".</param>
public sealed record DataItem(string Kind, string ReadId)
{
    // Fields of the document that are the workspace's own and that this page edits.
    private static readonly string[] Settings = ["name", "currency", "timeZone", "languages", "defaultLanguage", "serviceValue", "randomCheck"];

    public AttributeDocument? Attribute { get; init; }

    public ChannelDocument? Channel { get; init; }

    public HoldOutDocument? HoldOut { get; init; }

    /// <summary>A fairness limit; its attribute is its name.</summary>
    public FairnessDocument? Fairness { get; init; }

    /// <summary>The document whose settings are meant; its lists are not looked at.</summary>
    public PolicyDocument? Workspace { get; init; }

    public bool IsNew => ReadId.Length == 0;

    public string Id => Attribute?.Name ?? Channel?.Id ?? HoldOut?.Id ?? Fairness?.Attribute ?? ReadId;

    /// <summary>The document's list that it stands in; "" for the settings.</summary>
    public string List => Kind switch { "attribute" => "attributes", "channel" => "channels", "holdOut" => "holdOuts", "fairness" => "fairness", _ => "" };

    public IReadOnlyDictionary<string, string>? Label => Attribute?.Label ?? Channel?.Label;

    public JsonObject Json => (Attribute, Channel, HoldOut, Fairness) switch
    {
        ({ } attribute, _, _, _) => ItemWrites.Json(attribute),
        (_, { } channel, _, _) => ItemWrites.Json(channel),
        (_, _, { } holdOut, _) => ItemWrites.Json(holdOut),
        (_, _, _, { } fairness) => ItemWrites.Json(fairness),
        _ => ItemWrites.Json(Workspace!),
    };

    public static DataItem Of(AttributeDocument attribute) => new("attribute", attribute.Name) { Attribute = attribute };

    public static DataItem Of(ChannelDocument channel) => new("channel", channel.Id) { Channel = channel };

    public static DataItem Of(PolicyDocument document) => new(PolicyItems.WorkspaceKind, PolicyItems.WorkspaceKind) { Workspace = document };

    public static DataItem Of(HoldOutDocument holdOut) => new("holdOut", holdOut.Id) { HoldOut = holdOut };

    public static DataItem Of(FairnessDocument fairness) => new("fairness", fairness.Attribute) { Fairness = fairness };

    /// <summary>A hold-out of everything for a twentieth of the customers, drawn by a salt of its own.</summary>
    /// <param name="id">A free id.</param>
    public static DataItem NewHoldOut(string id) => new("holdOut", "") { HoldOut = new HoldOutDocument { Id = id, Share = 0.05, Salt = id } };

    /// <summary>A fairness limit as it usually is: four fifths of the others at least, and as much more.</summary>
    public static DataItem NewFairness() => new("fairness", "") { Fairness = new FairnessDocument { Low = 0.8, High = 1.25 } };

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

        // What has no name yet stands at its place. What is wrong of all hold-outs together is mended by any of them.
        var count = Kind switch { "attribute" => document.Attributes.Count, "channel" => document.Channels.Count, "holdOut" => document.HoldOuts.Count, _ => document.Fairness.Count };
        var at = List + "/" + (Id.Trim().Length > 0 ? Id : (count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return issue.Path == at || issue.Path.StartsWith(at + "/", StringComparison.Ordinal) || (HoldOut is not null && issue.Path == List);
    }

    /// <summary>The field at which an issue about this item stands in its form; null = below the form.</summary>
    public string? FieldOf(PolicyIssue issue)
    {
        ArgumentNullException.ThrowIfNull(issue);
        // The first names the item: it can be written while the item is new.
        string[] fields = HoldOut is not null ? ["id", "scope", "share", "salt"] : Fairness is not null ? ["attribute", "measure", "low", "high"] : [];
        var field = issue.Path.Split('/') switch { [_] => "share", [_, _] => fields.FirstOrDefault(), var parts => parts[2] };
        return fields.Skip(IsNew ? 0 : 1).Contains(field) ? field : null;
    }

    /// <summary>What is to be written.</summary>
    /// <param name="read">As it was read; null for a new one.</param>
    public ItemWrite Write(DataItem? read) => read is null ? ItemWrites.Add(Kind, Id, Json) : ItemWrites.Edit(Kind, read.ReadId, read.Json, Json);

    /// <summary>Names of the fields in which it differs: edits of the same are one step.</summary>
    public string FieldsOtherThan(DataItem other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Join(',', ItemWrites.Edit(Kind, Id, other.Json, Json).Fields.Select(f => f.Field));
    }

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

        var document = Workspace is not null ? json : new JsonObject { [List] = new JsonArray(json) };
        var read = PolicyJson.Read(document.ToJsonString());
        var taken = read.Document ?? throw new InvalidOperationException($"What others wrote to {Kind} '{Id}' cannot be read: {string.Join(' ', read.Issues.Select(i => i.Message))}");
        return Kind switch
        {
            "attribute" => this with { Attribute = taken.Attributes[0] },
            "channel" => this with { Channel = taken.Channels[0] },
            "holdOut" => this with { HoldOut = taken.HoldOuts[0] },
            "fairness" => this with { Fairness = taken.Fairness[0] },
            _ => this with { Workspace = taken },
        };
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
            HoldOuts = HoldOut is null ? document.HoldOuts : Put(document.HoldOuts, HoldOut, h => h.Id),
            Fairness = Fairness is null ? document.Fairness : Put(document.Fairness, Fairness, f => f.Attribute),
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
            HoldOuts = HoldOut is null ? document.HoldOuts : [.. document.HoldOuts.Where(h => h.Id != ReadId)],
            Fairness = Fairness is null ? document.Fairness : [.. document.Fairness.Where(f => f.Attribute != ReadId)],
        };
    }

    private IReadOnlyList<T> Put<T>(IReadOnlyList<T> items, T item, Func<T, string> id) =>
        IsNew ? [.. items, item] : [.. items.Select(i => id(i) == ReadId ? item : i)];
}
