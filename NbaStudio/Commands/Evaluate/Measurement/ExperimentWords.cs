using System.Globalization;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>The verdict of an experiment in plain words.</summary>
internal static class ExperimentWords
{
    public static string Verdict(IReadOnlyList<ComparisonLine> lines, SampleRatio ratio, IReadOnlyList<ExperimentArm> arms, AlwaysValid anytime, bool isOnlyLook)
    {
        var split = string.Join(", ", arms.Select(a => Text($"{a.Name} {a.Assigned:N0}")));
        if (ratio.IsBroken)
        {
            return Text($"No verdict: the split {split} is not the one that was planned (p = {P(ratio.PValue)}). Customers were lost or added after the draw; whatever differs may come from that. Find out why before anything else.");
        }

        var together = lines.Count > 1 ? ", all lines taken together" : "";
        var sentences = lines.Select(line => Line(line, arms[0], anytime, isOnlyLook, together));
        return ratio.IsFine ? string.Join("\n", sentences)
            : string.Join("\n", sentences.Prepend(Text($"The split {split} is suspicious (p = {P(ratio.PValue)}), so no winner is named until it is explained.")));
    }

    private static string Line(ComparisonLine line, ExperimentArm control, AlwaysValid anytime, bool isOnlyLook, string together)
    {
        var (of, effect) = (line.Of, line.Effect);
        if (effect is null)
        {
            return $"No verdict. {line.Refusal!.Sentence}";
        }

        var decides = isOnlyLook ? effect.Fixed : effect.Anytime;
        var size = Text($"{Signed(effect.Difference)} ({(1 - anytime.Alpha) * 100:0.##}% interval{(isOnlyLook ? "" : " at every look")} {Signed(decides.Low)} to {Signed(decides.High)}){(effect.Relative is { } share ? $", {share.Lift.ToString("+0.0%;-0.0%;0.0%", CultureInfo.InvariantCulture)} of {control.Name}" : "")}");
        return line.Verdict switch
        {
            LineVerdict.Better => $"{of.Arm} is better than {control.Name} on {of.Metric}: {size}.",
            LineVerdict.Worse => $"{of.Arm} is worse than {control.Name} on {of.Metric}: {size}.",
            LineVerdict.Suspicious => $"{of.Metric}, {of.Arm} against {control.Name}: {size}; not to be relied on.",
            LineVerdict.OnlyIfPlanned => $"No winner yet on {of.Metric}: {of.Arm} against {control.Name} {size}. It would count if this were the one look that was planned (then say --once), not when looked at again and again.{More(line, anytime)}",
            _ => $"No winner{(isOnlyLook ? "" : " yet")} on {of.Metric}: {of.Arm} against {control.Name} {size}; chance may explain that{together}.{More(line, anytime)}",
        };
    }

    // What a difference of this size would need, were it true.
    private static string More(ComparisonLine line, AlwaysValid anytime)
    {
        var (arm, control, effect) = (line.Of.Treated, line.Of.Control, line.Effect!);
        if (effect.Difference == 0 || !(arm.Deviation > 0 && control.Deviation > 0))
        {
            return "";
        }

        var plan = SampleSizePlan.For(control.Deviation * control.Deviation, arm.Deviation * arm.Deviation, effect.Difference, [control.Count, arm.Count], alpha: anytime.Alpha);
        return plan.AnytimeTotal > arm.Count + control.Count ? Text($" If the difference is what was seen, about {plan.AnytimeTotal:N0} customers in both arms together would show it.") : "";
    }

    private static string P(double value) => value.ToString(value < 0.001 ? "0.0e-0" : "0.0000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.#####;-0.#####;0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
