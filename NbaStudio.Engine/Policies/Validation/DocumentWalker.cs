using System.Collections;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Visits every document inside a document with its path.</summary>
internal static class DocumentWalker
{
    public static void Visit(object document, string path, Action<object, DocumentShape, string> visit)
    {
        var shape = DocumentShape.Of(document.GetType());
        visit(document, shape, path);
        foreach (var field in shape.Fields)
        {
            var value = field.Property.GetValue(document);
            var fieldPath = Paths.Join(path, field.Name);
            switch (field.Kind)
            {
                case FieldKind.Object when value is not null:
                    Visit(value, fieldPath, visit);
                    break;
                case FieldKind.ObjectList:
                    VisitList((IEnumerable)value!, field, fieldPath, visit);
                    break;
                case FieldKind.ObjectMap:
                    foreach (var (name, content) in (IReadOnlyDictionary<string, ContentDocument>)value!)
                    {
                        Visit(content, Paths.Join(fieldPath, name), visit);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static void VisitList(IEnumerable items, DocumentField field, string path, Action<object, DocumentShape, string> visit)
    {
        var identity = DocumentShape.Of(field.ItemType).Identity;
        var index = 0;
        foreach (var item in items)
        {
            Visit(item, Paths.Item(path, identity?.Property.GetValue(item) as string, index), visit);
            index++;
        }
    }
}
