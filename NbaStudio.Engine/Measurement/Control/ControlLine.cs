using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Measurement.Control;

/// <summary>A hold-out, or a trial beside those whom it does not take, and what its customers did since it began, beside those who are held out of nothing it keeps. As assigned: nobody's arm depends on what happened.</summary>
/// <param name="HoldOut">The hold-out.</param>
/// <param name="Since">From when on outcomes count, milliseconds since 1970 UTC.</param>
/// <param name="PlannedShare">Share of the control among both arms by the hashes, in (0, 1).</param>
/// <param name="Treated">Customers who get everything, or everything of the objective.</param>
/// <param name="Control">Customers who are held out.</param>
/// <param name="Moved">Customers left out because they were merged from both arms.</param>
/// <param name="Erased">Customers who were erased, and with them what they did.</param>
/// <param name="Track">How the arms stood, oldest first.</param>
public sealed record ControlLine(
    HoldOutDraw HoldOut, long Since, double PlannedShare, ArmSums Treated, ArmSums Control, int Moved, int Erased, IReadOnlyList<ControlPoint> Track);

/// <summary>How both arms stood at a time.</summary>
/// <param name="Time">Milliseconds since 1970 UTC.</param>
public readonly record struct ControlPoint(long Time, ArmSums Treated, ArmSums Control);
