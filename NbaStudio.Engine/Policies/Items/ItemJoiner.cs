using System.Text;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Items;

/// <summary>Puts items together.</summary>
internal static class ItemJoiner
{
    public static PolicyReading Join(IEnumerable<PolicyItem> items)
    {
        var issues = new IssueList();
        var read = new List<(PolicyItem Item, object Document)>();
        foreach (var item in items)
        {
            var path = $"{item.Kind}/{Paths.Segment(item.Id, item.Position)}";
            if (ItemKinds.TypeOf(item.Kind) is not { } type)
            {
                issues.Error("item.kind", path, NearestName.Find(item.Kind, ItemKinds.Names), item.Kind);
            }
            else if (PolicyJson.ReadObject(Encoding.UTF8.GetBytes(item.Json), type, path, issues) is { } document)
            {
                read.Add((item, document));
            }
        }

        var children = read.ToLookup(r => (r.Item.Kind, r.Item.Parent ?? ""), r => r);
        CheckParents(read, issues);
        var workspace = read.Where(r => r.Item.Kind == PolicyItems.WorkspaceKind).Select(r => r.Document).FirstOrDefault();
        if (workspace is null)
        {
            issues.Error("item.workspace", PolicyItems.WorkspaceKind, null);
        }

        if (issues.HasErrors)
        {
            return new PolicyReading(null, issues.ToOrderedList());
        }

        var shape = DocumentShape.Of(typeof(PolicyDocument));
        foreach (var (field, kind) in ItemKinds.Lists)
        {
            shape.ByName[field].Property.SetValue(workspace, Members(kind, "", children));
        }

        return new PolicyReading((PolicyDocument)workspace!, issues.ToOrderedList());
    }

    private static void CheckParents(List<(PolicyItem Item, object Document)> read, IssueList issues)
    {
        var ids = read.Select(r => (r.Item.Kind, r.Item.Id)).ToHashSet();
        foreach (var (parent, _, kind) in ItemKinds.Nested)
        {
            foreach (var (item, _) in read.Where(r => r.Item.Kind == kind && !ids.Contains((parent, r.Item.Parent ?? ""))))
            {
                issues.Error("reference.unknown", $"{kind}/{Paths.Segment(item.Id, item.Position)}", null, parent, item.Parent ?? "");
            }
        }
    }

    private static Array Members(string kind, string parent, ILookup<(string, string), (PolicyItem Item, object Document)> children)
    {
        var members = children[(kind, parent)].OrderBy(m => m.Item.Position).ToList();
        var array = Array.CreateInstance(ItemKinds.TypeOf(kind)!, members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            var (item, document) = members[i];
            if (ItemKinds.ChildrenOf(kind) is { } nested)
            {
                DocumentShape.Of(document.GetType()).ByName[nested.Field].Property.SetValue(document, Members(nested.Kind, item.Id, children));
            }

            array.SetValue(document, i);
        }

        return array;
    }
}
