using System.Text.Json.Nodes;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Commands.Starts;

/// <summary>Reads the text of a cell as a model sees the predictor: as the same value that a customer would have.</summary>
internal sealed class CellReader(PolicySnapshot policy)
{
    private readonly CellText _text = new(policy.Zone);

    /// <returns>NaN where the text cannot be such a value.</returns>
    public double Read(PredictorSlot predictor, string text) => policy.Layout.Slots[predictor.Slot] switch
    {
        TimeSlot => CellText.Number(text) ?? double.NaN,
        ContextSlot => Guess(text),
        { Kind: ValueKind.Number or ValueKind.Money or ValueKind.Duration } => CellText.Number(text) ?? double.NaN,
        { Kind: ValueKind.DateTime } => _text.Time(text) is { } time ? Value.OfDateTime(time).Predictor : double.NaN,
        { Kind: ValueKind.Boolean } => CellText.YesNo(text) is { } truth ? Value.OfBoolean(truth).Predictor : double.NaN,
        { Kind: ValueKind.Any } => Guess(text),
        _ => Value.OfText(text).Predictor,
    };

    /// <summary>What a cell for the predictor may hold.</summary>
    public string Allowed(PredictorSlot predictor) => policy.Layout.Slots[predictor.Slot] switch
    {
        TimeSlot { Part: "weekday" } => "1 (Monday) - 7 (Sunday)",
        TimeSlot => "0 - 23",
        { Kind: ValueKind.Duration } => CellText.Allowed(ValueKind.Number),
        var slot => CellText.Allowed(slot.Kind),
    };

    // Nobody declares what a context value is: it is what it looks like, as in a request.
    private static double Guess(string text) => CellText.Guess(text) switch
    {
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        JsonValue value when value.TryGetValue<bool>(out var truth) => Value.OfBoolean(truth).Predictor,
        _ => Value.OfText(text).Predictor,
    };
}
