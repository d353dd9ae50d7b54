using System.Collections;
using System.Text;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Items;

/// <summary>Puts items together. Members that nobody edited, nor anything under them, are the ones of the document that they were taken from: an edit of one action leaves thousands as they are.</summary>
internal sealed class ItemJoiner
{
    private readonly IssueList _issues = new();
    private readonly Dictionary<object, string> _texts = new(ReferenceEqualityComparer.Instance);
    private readonly List<Member> _read = [];
    private readonly ILookup<(string, string), Member> _children;

    private ItemJoiner(IEnumerable<PolicyItem> items)
    {
        foreach (var item in items)
        {
            Read(item);
        }

        _children = _read.ToLookup(r => (r.Item.Kind, r.Item.Parent ?? ""), r => r);
    }

    public static PolicyReading Join(IEnumerable<PolicyItem> items) => new ItemJoiner(items).Join();

    private void Read(PolicyItem item)
    {
        var path = $"{item.Kind}/{Paths.Segment(item.Id, item.Position)}";
        if (ItemKinds.TypeOf(item.Kind) is not { } type)
        {
            _issues.Error("item.kind", path, NearestName.Find(item.Kind, ItemKinds.Names), item.Kind);
        }
        else if (item.Source.Of(item.Json) is { } source)
        {
            _read.Add(new Member(item, source, IsShared: true));
        }
        else if (PolicyJson.ReadObject(Encoding.UTF8.GetBytes(item.Json), type, path, _issues) is { } document)
        {
            _read.Add(new Member(item, document, IsShared: false));
        }
    }

    private PolicyReading Join()
    {
        CheckParents();
        var workspace = _read.Find(r => r.Item.Kind == PolicyItems.WorkspaceKind);
        if (workspace is null)
        {
            _issues.Error("item.workspace", PolicyItems.WorkspaceKind, null);
        }

        if (workspace is null || _issues.HasErrors)
        {
            return new PolicyReading(null, _issues.ToOrderedList());
        }

        var shape = DocumentShape.Of(typeof(PolicyDocument));
        var document = (PolicyDocument)(workspace.IsShared ? shape.Copy(workspace.Document) : workspace.Document);
        foreach (var (field, kind) in ItemKinds.Lists)
        {
            var property = shape.ByName[field].Property;
            property.SetValue(document, Members(kind, "", (IEnumerable)property.GetValue(document)!));
        }

        Know(document, workspace);
        PolicyItems.Know(document, _texts);
        return new PolicyReading(document, _issues.ToOrderedList());
    }

    private void CheckParents()
    {
        var ids = _read.Select(r => (r.Item.Kind, r.Item.Id)).ToHashSet();
        foreach (var (parent, _, kind) in ItemKinds.Nested)
        {
            foreach (var (item, _, _) in _read.Where(r => r.Item.Kind == kind && !ids.Contains((parent, r.Item.Parent ?? ""))))
            {
                _issues.Error("reference.unknown", $"{kind}/{Paths.Segment(item.Id, item.Position)}", null, parent, item.Parent ?? "");
            }
        }
    }

    /// <param name="before">The list that stands there; it stays where its members do.</param>
    private IEnumerable Members(string kind, string parent, IEnumerable before)
    {
        var members = _children[(kind, parent)].OrderBy(m => m.Item.Position).ToList();
        var array = Array.CreateInstance(ItemKinds.TypeOf(kind)!, members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            array.SetValue(WithChildren(members[i]), i);
        }

        return before.Cast<object>().SequenceEqual(array.Cast<object>(), ReferenceEqualityComparer.Instance) ? before : array;
    }

    private object WithChildren(Member member)
    {
        var document = member.Document;
        if (ItemKinds.ChildrenOf(member.Item.Kind) is { } nested)
        {
            var shape = DocumentShape.Of(document.GetType());
            var property = shape.ByName[nested.Field].Property;
            var before = (IEnumerable)property.GetValue(document)!;
            var children = Members(nested.Kind, member.Item.Id, before);
            if (children != before)
            {
                document = member.IsShared ? shape.Copy(document) : document;
                property.SetValue(document, children);
            }
        }

        Know(document, member);
        return document;
    }

    // Texts of what was read anew are written as this version writes them.
    private void Know(object document, Member member)
    {
        if (member.IsShared)
        {
            _texts[document] = member.Item.Json;
        }
    }

    private sealed record Member(PolicyItem Item, object Document, bool IsShared);
}
