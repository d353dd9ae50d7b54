using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Contacts;

/// <summary>A contact rule, the quiet hours of a channel, or a budget: as it was read and as it is edited. Immutable.</summary>
/// <param name="Kind">contactPolicy, channel or budget.</param>
/// <param name="ReadId">Id as it was read; of a new one, "".</param>
/// <param name="Key">Workspace-wide key; 0 where it has none yet.</param>
public sealed record ContactItem(string Kind, string ReadId, int Key)
{
    public ContactPolicyDocument? Rule { get; init; }

    public ChannelDocument? Channel { get; init; }

    public BudgetDocument? Budget { get; init; }

    public bool IsNew => ReadId.Length == 0;

    public string Id => Rule?.Id ?? Channel?.Id ?? Budget?.Id ?? "";

    /// <summary>cap, rest, never, quietHours, channel or budget.</summary>
    public string Form => Rule?.Kind ?? Kind;

    /// <summary>Path of its issues begins with this.</summary>
    public string Path => (Kind == "contactPolicy" ? "contactPolicies" : Kind == "channel" ? "channels" : "budgets") + "/" + Id;

    public JsonObject Json => Rule is { } rule ? ItemWrites.Json(rule) : Channel is { } channel ? ItemWrites.Json(channel) : ItemWrites.Json(Budget!);

    public static ContactItem Of(ContactPolicyDocument rule) => new("contactPolicy", rule.Id, rule.Key ?? 0) { Rule = rule };

    public static ContactItem Of(ChannelDocument channel) => new("channel", channel.Id, channel.Key ?? 0) { Channel = channel };

    public static ContactItem Of(BudgetDocument budget) => new("budget", budget.Id, budget.Key ?? 0) { Budget = budget };

    /// <summary>What a new one begins as.</summary>
    /// <param name="form">cap, rest, never, quietHours or budget.</param>
    /// <param name="taken">Ids that are in use.</param>
    public static ContactItem New(string form, IReadOnlyCollection<string> taken) => form switch
    {
        "budget" => new("budget", "", 0) { Budget = new BudgetDocument { Id = Free("budget", taken), Limit = 100, Period = "day" } },
        "rest" => Begin(new() { Id = Free("rest", taken), Kind = "rest", Of = "reject", Per = "action", Rest = "14d" }),
        "never" => Begin(new() { Id = Free("never", taken), Kind = "never", Of = "unsubscribe", Per = "channel" }),
        "quietHours" => Begin(new() { Id = Free("quiet", taken), Kind = "quietHours", Hours = new() { From = "21:00", To = "08:00" } }),
        _ => Begin(new() { Id = Free("cap", taken), Of = "sent", Limit = 3, Window = "7d" }),
    };

    /// <summary>The same as a new one, under a free id.</summary>
    public ContactItem Copy(IReadOnlyCollection<string> taken)
    {
        var id = Free(Id, taken);
        return new ContactItem(Kind, "", 0) { Rule = Rule is null ? null : Rule with { Id = id, Key = null }, Budget = Budget is null ? null : Budget with { Id = id, Key = null } };
    }

    /// <summary>What is to be written.</summary>
    /// <param name="read">As it was read; null for a new one.</param>
    public ItemWrite Write(ContactItem? read) => read is null ? ItemWrites.Add(Kind, Id, Json) : ItemWrites.Edit(Kind, read.ReadId, read.Json, Json);

    /// <summary>Names of the fields in which it differs: edits of the same are one step.</summary>
    public string FieldsOtherThan(ContactItem other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Join(',', ItemWrites.Edit(Kind, Id, other.Json, Json).Fields.Select(f => f.Field));
    }

    /// <summary>The document with this in it.</summary>
    public PolicyDocument In(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document with
        {
            ContactPolicies = Rule is null ? document.ContactPolicies : Put(document.ContactPolicies, Rule, r => r.Id),
            Channels = Channel is null ? document.Channels : Put(document.Channels, Channel, c => c.Id),
            Budgets = Budget is null ? document.Budgets : Put(document.Budgets, Budget, b => b.Id),
        };
    }

    private static ContactItem Begin(ContactPolicyDocument rule) => new("contactPolicy", "", 0) { Rule = rule };

    private IReadOnlyList<T> Put<T>(IReadOnlyList<T> items, T item, Func<T, string> id) =>
        IsNew ? [.. items, item] : [.. items.Select(i => id(i) == ReadId ? item : i)];

    private static string Free(string wish, IReadOnlyCollection<string> taken)
    {
        var id = wish;
        for (var n = 2; taken.Contains(id); n++)
        {
            id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wish}-{n}");
        }

        return id;
    }
}
