using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks functions, events and properties of declared aggregates. Filters are checked with the expressions.</summary>
internal sealed class AggregateValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (aggregate, path) in DocumentIndex.Locate(context.Document.Aggregates, "aggregates", a => a.Name))
        {
            Check(aggregate, path, context);
        }
    }

    private static void Check(AggregateDocument aggregate, string path, ValidationContext context)
    {
        if (DocumentWords.Function(aggregate.Function) is not { } function)
        {
            return;
        }

        var needsProperty = function is not (AggregateFunction.Count or AggregateFunction.DaysSince);
        if (needsProperty && string.IsNullOrWhiteSpace(aggregate.Property))
        {
            context.Issues.Error("aggregate.property", path + "/property", null, aggregate.Function);
            return;
        }

        if (!needsProperty && aggregate.Property is not null)
        {
            context.Issues.Error("aggregate.noProperty", path + "/property", null, aggregate.Function, aggregate.Property);
            return;
        }

        var declared = context.Document.Events.FirstOrDefault(e => TextValue.Fold(e.Type) == TextValue.Fold(aggregate.Event));
        if (declared is null)
        {
            if (!string.IsNullOrWhiteSpace(aggregate.Event) && !aggregate.Event.StartsWith("outcome.", StringComparison.OrdinalIgnoreCase))
            {
                context.Issues.Warning("event.undeclared", path + "/event", NearestName.Find(aggregate.Event, context.Document.Events.Select(e => e.Type)), aggregate.Event);
            }
        }
        else if (aggregate.Property is { } property)
        {
            CheckProperty(aggregate, property, declared, function, path, context);
        }
    }

    private static void CheckProperty(AggregateDocument aggregate, string property, EventDocument declared, AggregateFunction function, string path, ValidationContext context)
    {
        EventPropertyDocument[] known = [.. declared.Properties, .. TextOutputs.Of(context.Document, declared.Type)];
        if (known.FirstOrDefault(p => p.Name == property) is not { } found)
        {
            context.Issues.Error("aggregate.propertyUnknown", path + "/property", NearestName.Find(property, known.Select(p => p.Name)), declared.Type, property);
        }
        else if (function is not (AggregateFunction.Last or AggregateFunction.Distinct) && found.Type is not ("number" or "money"))
        {
            context.Issues.Error("aggregate.propertyType", path + "/property", null, aggregate.Function, property, found.Type);
        }
    }
}
