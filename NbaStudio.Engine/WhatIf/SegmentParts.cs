using System.Globalization;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Parts decisions by an attribute: by each value, or, where it is a number with many values, by quarters of the decisions. Immutable.</summary>
internal sealed class SegmentParts
{
    private const int MostValues = 12;
    private static readonly string[] Formats = ["0.##", "G6", "R"];

    private readonly string _name;
    private readonly double[]? _edges;
    private readonly string _format = "R";

    /// <param name="sample">The decisions that are parted.</param>
    /// <param name="attribute">Name of an attribute.</param>
    public SegmentParts(WhatIfSample sample, string attribute)
    {
        _name = "customer." + attribute;
        double[] numbers = [.. sample.Recorded.Select(ValueOf).Where(v => v.IsNumeric).Select(v => v.Number).Order()];
        if (numbers.Distinct().Take(MostValues + 1).Count() > MostValues)
        {
            _edges = [.. Enumerable.Range(1, 3).Select(q => numbers[numbers.Length * q / 4]).Distinct()];
            _format = FormatFor(_edges);
        }
    }

    /// <summary>Names of the parts in their order; null where parts have none, and the commonest comes first.</summary>
    public IReadOnlyList<string>? Ordered => _edges is null ? null : [.. Enumerable.Range(0, _edges.Length + 1).Select(Quarter), ""];

    /// <summary>Part of a decision; "" = the value is missing.</summary>
    public string Of(RecordedDecision decision)
    {
        var value = ValueOf(decision);
        return value.IsMissing ? "" : _edges is null ? value.ToString()! : Quarter(Array.FindIndex(_edges, edge => value.Number <= edge) is var at and >= 0 ? at : _edges.Length);
    }

    /// <summary>As short as tells the edges apart: parts are known by their names.</summary>
    internal static string FormatFor(double[] edges) => Formats.First(format => edges.Select(edge => edge.ToString(format, CultureInfo.InvariantCulture)).Distinct().Count() == edges.Length);

    private Conditions.Value ValueOf(RecordedDecision decision) => decision.Asked.Layout.IndexOf(_name) is var index and >= 0 ? decision.Asked.Values[index] : default;

    // Signs that every language reads.
    private string Quarter(int at) =>
        at == 0 ? $"≤ {Text(_edges![0])}" : at == _edges!.Length ? $"> {Text(_edges[at - 1])}" : $"{Text(_edges[at - 1])} – {Text(_edges[at])}";

    private string Text(double number) => number.ToString(_format, CultureInfo.InvariantCulture);
}
