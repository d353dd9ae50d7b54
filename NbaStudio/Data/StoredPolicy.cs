using NbaStudio.Engine.Policies;

namespace NbaStudio.Data;

/// <summary>Policy documents as the items that <see cref="PolicyStore"/> keeps. A child follows its parent, so the order tells which is whose.</summary>
public static class StoredPolicy
{
    /// <summary>The items of a document whose keys are assigned.</summary>
    public static IReadOnlyList<StoredItem> ToItems(PolicyDocument document) => [.. PolicyItems.Split(document).Select(item => new StoredItem(item.Kind, item.Id, item.Key ?? 0, item.Json))];

    /// <summary>The document that was stored.</summary>
    /// <exception cref="InvalidDataException">The items cannot be read.</exception>
    public static PolicyDocument ToDocument(IReadOnlyList<StoredItem> items)
    {
        var (objective, group, action) = ("", "", "");
        List<PolicyItem> read = new(items.Count);
        foreach (var item in items)
        {
            var parent = item.Kind switch { "group" => objective, "action" => group, "treatment" => action, _ => null };
            (objective, group, action) = item.Kind switch
            {
                "objective" => (item.Id, group, action),
                "group" => (objective, item.Id, action),
                "action" => (objective, group, item.Id),
                _ => (objective, group, action),
            };
            read.Add(new PolicyItem(item.Kind, item.Id, parent, read.Count, item.Key == 0 ? null : (int)item.Key, item.Json));
        }

        var reading = PolicyItems.Join(read);
        return reading.Document ?? throw new InvalidDataException($"The stored policy cannot be read: {string.Join(" ", reading.Issues.Take(3).Select(issue => $"{issue.Path}: {issue.Message}"))}");
    }
}
