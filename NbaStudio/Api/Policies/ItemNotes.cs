using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>Finds the issues that are about edited items themselves, not about what hangs under them. Pure.</summary>
internal static class ItemNotes
{
    public static IReadOnlyList<ItemNote> Of(PolicyDocument document, IReadOnlyList<ItemEdit> edits, IReadOnlyList<PolicyIssue> issues)
    {
        var edited = edits.Select(e => (e.Kind, e.Id)).ToHashSet();
        var places = new Dictionary<string, (string Kind, string Id)>(StringComparer.Ordinal);
        foreach (var objective in document.Objectives)
        {
            var path = Add("objective", objective.Id, "objectives");
            foreach (var group in objective.Groups)
            {
                var groupPath = Add("group", group.Id, path + "/groups");
                foreach (var action in group.Actions)
                {
                    var actionPath = Add("action", action.Id, groupPath + "/actions");
                    foreach (var treatment in action.Treatments)
                    {
                        Add("treatment", treatment.Id, actionPath + "/treatments");
                    }
                }
            }
        }

        return [.. issues.Select(Note).OfType<ItemNote>()];

        string Add(string kind, string id, string above)
        {
            var path = $"{above}/{id}";
            places.TryAdd(path, (kind, id));
            return path;
        }

        // The longest path of an item that the issue's begins with.
        ItemNote? Note(PolicyIssue issue)
        {
            for (var end = issue.Path.Length; end > 0; end = issue.Path.LastIndexOf('/', end - 1))
            {
                if (places.TryGetValue(issue.Path[..end], out var place))
                {
                    return !edited.Contains(place) ? null
                        : new ItemNote(place.Kind, place.Id, issue.Path[Math.Min(end + 1, issue.Path.Length)..], issue.Severity == IssueSeverity.Error, issue.Message, issue.Suggestion) { Issue = issue };
                }
            }

            return null;
        }
    }
}
