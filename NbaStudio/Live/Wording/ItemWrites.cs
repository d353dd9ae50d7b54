using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Wording;

/// <summary>Turns items that an editor holds as documents into what is to be written. Pure.</summary>
public static class ItemWrites
{
    /// <summary>The fields in which two forms of one item differ.</summary>
    /// <param name="id">Id of the item as it was read.</param>
    public static ItemWrite Edit(string kind, string id, JsonObject before, JsonObject after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var names = before.Select(f => f.Key).Union(after.Select(f => f.Key)).Where(name => name != "key");
        return new ItemWrite(kind, id, ItemWriteKind.Edit, [.. names.Where(n => !JsonNode.DeepEquals(before[n], after[n])).Select(n => new FieldWrite(n, Text(before[n]), Text(after[n])))]);
    }

    /// <summary>A new item; it gets its key when it is published.</summary>
    public static ItemWrite Add(string kind, string id, JsonObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new ItemWrite(kind, id, ItemWriteKind.Add, [.. item.Where(f => f.Key != "key").Select(f => new FieldWrite(f.Key, null, Text(f.Value)))]);
    }

    /// <summary>It goes, if it still is as it was read.</summary>
    public static ItemWrite Delete(string kind, string id, JsonObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new ItemWrite(kind, id, ItemWriteKind.Delete, [.. item.Where(f => f.Key != "key").Select(f => new FieldWrite(f.Key, Text(f.Value), null))]);
    }

    /// <summary>A contact rule as its JSON in a policy.</summary>
    public static JsonObject Json(ContactPolicyDocument rule) => Of("contactPolicy", new PolicyDocument { ContactPolicies = [rule] });

    /// <summary>A budget as its JSON in a policy.</summary>
    public static JsonObject Json(BudgetDocument budget) => Of("budget", new PolicyDocument { Budgets = [budget] });

    /// <summary>A channel as its JSON in a policy.</summary>
    public static JsonObject Json(ChannelDocument channel) => Of("channel", new PolicyDocument { Channels = [channel] });

    /// <summary>An attribute as its JSON in a policy.</summary>
    public static JsonObject Json(AttributeDocument attribute) => Of("attribute", new PolicyDocument { Attributes = [attribute] });

    /// <summary>A declared type of event as its JSON in a policy.</summary>
    public static JsonObject Json(EventDocument type) => Of("event", new PolicyDocument { Events = [type] });

    /// <summary>A hold-out as its JSON in a policy.</summary>
    public static JsonObject Json(HoldOutDocument holdOut) => Of("holdOut", new PolicyDocument { HoldOuts = [holdOut] });

    /// <summary>A fairness limit as its JSON in a policy.</summary>
    public static JsonObject Json(FairnessDocument fairness) => Of("fairness", new PolicyDocument { Fairness = [fairness] });

    /// <summary>A trigger as its JSON in a policy.</summary>
    public static JsonObject Json(TriggerDocument trigger) => Of("trigger", new PolicyDocument { Triggers = [trigger] });

    /// <summary>A context weight as its JSON in a policy.</summary>
    public static JsonObject Json(ContextWeightDocument weight) => Of("contextWeight", new PolicyDocument { ContextWeights = [weight] });

    /// <summary>The settings of a workspace as their JSON, without the lists.</summary>
    public static JsonObject Json(PolicyDocument document) => Of(PolicyItems.WorkspaceKind, document);

    private static JsonObject Of(string kind, PolicyDocument document) => JsonNode.Parse(PolicyItems.Split(document).First(i => i.Kind == kind).Json)!.AsObject();

    private static string? Text(JsonNode? value) => value?.ToJsonString();
}
