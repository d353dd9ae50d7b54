using System.Collections;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Visits every document inside a document with its path. Actions and text models that a visit found nothing wrong with are not visited again: a large policy is mostly actions and examples, and most of them are those of the revision before.</summary>
/// <param name="visit">Looks at one document by itself: the document, its shape and its path.</param>
internal sealed class DocumentWalker(Action<object, DocumentShape, string, IssueList> visit)
{
    private readonly CleanMembers _clean = new();

    public void Visit(PolicyDocument document, IssueList issues) => Visit(document, "", issues);

    private void Visit(object document, string path, IssueList issues)
    {
        var shape = DocumentShape.Of(document.GetType());
        visit(document, shape, path, issues);
        foreach (var field in shape.Fields)
        {
            var value = field.Property.GetValue(document);
            switch (field.Kind)
            {
                case FieldKind.Object when value is not null:
                    Visit(value, Paths.Join(path, field.Name), issues);
                    break;
                case FieldKind.ObjectList:
                    VisitList((IEnumerable)value!, field, path, issues);
                    break;
                case FieldKind.ObjectMap:
                    foreach (var (name, content) in (IReadOnlyDictionary<string, ContentDocument>)value!)
                    {
                        Visit(content, Paths.Join(Paths.Join(path, field.Name), name), issues);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <param name="parent">Path of what has the list.</param>
    private void VisitList(IEnumerable items, DocumentField field, string parent, IssueList issues)
    {
        // Most members are known to be clean: where they stand need not be written.
        string? path = null;
        var identity = DocumentShape.Of(field.ItemType).Identity;
        var index = 0;
        foreach (var item in items)
        {
            if (item is ActionDocument or TextModelDocument)
            {
                _clean.Check(item, "", issues, () => Visit(item, PathOf(item, index), issues));
            }
            else
            {
                Visit(item, PathOf(item, index), issues);
            }

            index++;
        }

        string PathOf(object item, int at) => Paths.Item(path ??= Paths.Join(parent, field.Name), identity?.Property.GetValue(item) as string, at);
    }
}
