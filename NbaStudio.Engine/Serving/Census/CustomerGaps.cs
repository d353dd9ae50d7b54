using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>Whom nothing, or nothing good enough, is left for.</summary>
/// <param name="Customers">Customers looked at, each by the newest decision that could have said something to them.</param>
/// <param name="Nothing">For whom every candidate fell before it was scored, or there was none.</param>
/// <param name="Weak">For whom something was left, and none of it good enough to be said.</param>
/// <param name="Marks">What describes both best, the strongest first.</param>
public sealed record CustomerGaps(int Customers, int Nothing, int Weak, IReadOnlyList<GapMark> Marks)
{
    /// <summary>Most marks that are listed.</summary>
    public const int MostMarks = 8;

    /// <summary>Customers with a mark under which it is not listed.</summary>
    public const int FewestCustomers = 20;

    /// <summary>Share for whom nothing was said, in [0, 1].</summary>
    public double Share => Customers == 0 ? 0 : (double)(Nothing + Weak) / Customers;
}

/// <summary>A value, or a range, of a profile field with which customers are left without more often than others.</summary>
/// <param name="Input">Canonical name, such as customer.age.</param>
/// <param name="Value">The text or yes-no value; missing for a range or where the field is missing.</param>
/// <param name="Low">Lower end of the range, inclusive; NaN where there is none.</param>
/// <param name="High">Upper end, exclusive; NaN where there is none.</param>
/// <param name="Customers">Customers with the mark.</param>
/// <param name="Without">Those of them who are left without.</param>
/// <param name="Lift">How many times more often than everybody else; infinite where nobody else is.</param>
/// <param name="Interval">95 % interval of the lift; its upper end may be infinite.</param>
public sealed record GapMark(string Input, Value Value, double Low, double High, int Customers, int Without, double Lift, ConfidenceInterval Interval);
