using System.Globalization;

namespace NbaStudio.Components.Charts;

/// <summary>What was used of a budget hour by hour, the even pace and where it leads, as paths of a picture 240 wide and 56 high. Pure.</summary>
/// <param name="hours">Used in each hour so far.</param>
/// <param name="used">What the ledger holds now: the curve ends there, whatever offers that wait for their answer come to.</param>
/// <param name="length">Hours of the whole period, at least as many as were used.</param>
/// <param name="limit">Above 0.</param>
/// <param name="atEnd">What will be used at the end; null = not known.</param>
public sealed class BudgetDrawing(IReadOnlyList<double> hours, double used, double length, double limit, double? atEnd)
{
    public const int Width = 240;
    public const int Height = 56;

    /// <summary>Cumulative use.</summary>
    public string Used
    {
        get
        {
            var sum = 0.0;
            var points = new List<string> { Point(0, 0) };
            for (var i = 0; i < hours.Count; i++)
            {
                sum += hours[i];
                points.Add(Point(i + 1, i == hours.Count - 1 ? used : sum));
            }

            return string.Join(' ', points);
        }
    }

    /// <summary>The pace at which it lasts exactly to the end.</summary>
    public string Even => $"{Point(0, 0)} {Point(length, limit)}";

    /// <summary>From now to the end as things go; null where that is not known.</summary>
    public string? Ahead => atEnd is { } end ? $"{Point(hours.Count, used)} {Point(length, end)}" : null;

    private string Point(double hour, double used) => string.Create(
        CultureInfo.InvariantCulture, $"{Math.Clamp(hour / length, 0, 1) * Width:0.#},{Height - 2 - (Math.Clamp(used / limit, 0, 1) * (Height - 4)):0.#}");
}
