using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Decides which inputs propensity models learn from.</summary>
internal static class PredictorSlots
{
    /// <summary>Learnable attributes, declared aggregates, contact history, hour and weekday, and every context value and imported score that the policy reads.</summary>
    public static IReadOnlyList<PredictorSlot> Of(SlotLayout layout, PolicyDocument document)
    {
        var learned = document.Attributes.Where(IsLearned).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var declared = document.Aggregates.Select(a => "aggregate." + a.Name).ToHashSet(StringComparer.Ordinal);
        var history = HistorySlots.Of(document).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var predictors = new List<PredictorSlot>();
        for (var slot = 0; slot < layout.Count; slot++)
        {
            var definition = layout.Slots[slot];
            var isPredictor = definition switch
            {
                AttributeSlot attribute => learned.Contains(attribute.Attribute),
                AggregateSlot aggregate => declared.Contains(aggregate.Name),
                OutcomeCountSlot count => history.Contains(count.Name),
                TimeSlot time => time.Part is "hour" or "weekday",
                ContextSlot or ScoreSlot => true,
                _ => false,
            };
            if (isPredictor)
            {
                predictors.Add(new PredictorSlot(slot, definition.Name, IsNumeric(definition)));
            }
        }

        return predictors;
    }

    /// <summary>Whether models may learn from the attribute: sets cannot be, sensitive ones only when said so.</summary>
    public static bool IsLearned(AttributeDocument attribute) => attribute.Type != "textset" && (attribute.UsedForLearning ?? !attribute.Sensitive);

    private static bool IsNumeric(SlotDefinition slot) =>
        slot is not TimeSlot { Part: "weekday" } && slot.Kind is ValueKind.Number or ValueKind.Money or ValueKind.DateTime or ValueKind.Duration;
}
