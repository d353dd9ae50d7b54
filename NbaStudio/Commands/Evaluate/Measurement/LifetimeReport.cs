using System.Globalization;
using System.Text;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>The result of evaluate lifetime for people.</summary>
internal static class LifetimeReport
{
    public static string Write(LifetimeResult result)
    {
        var text = new StringBuilder();
        if (result.Customers > 0)
        {
            Line(text, $"{result.Customers:N0} customers, {result.RepeatBuyers:N0} bought again{(result.Until is { } until ? $"; observed until {until:yyyy-MM-dd}" : "")}{(result.TooNew > 0 ? $"; {result.TooNew:N0} came on the last day and are left out" : "")}");
        }

        if (result.ExpectedPurchases is { } expected)
        {
            var unit = result.Unit is null ? "units of time" : result.Unit + "s";
            Line(text, $"In the next {expected.Horizon:0.##} {unit} they will buy {expected.Total:N1} times; {result.Alive:N1} of them are still customers.");
            if (result.ExpectedValue is { } value)
            {
                Line(text, $"Expected revenue {value:N2}, without discount or cost.");
            }

            if (result.Ranges is { } ranges)
            {
                Line(text, $"In 95 % of cases, if the models are right: {ranges.Purchases.Low:N1} to {ranges.Purchases.High:N1} purchases, {ranges.Alive.Low:N1} to {ranges.Alive.High:N1} customers{(ranges.Value is { } money ? string.Create(CultureInfo.InvariantCulture, $", revenue {money.Low:N2} to {money.High:N2}") : "")}.");
            }

            Line(text, $"Predicted by {(result.PredictedBy == "bgNbd" ? "BG/NBD" : "Pareto/NBD")}.");
            text.AppendLine();
        }

        if (result.BgNbd is { } b)
        {
            Line(text, $"BG/NBD       r {b.R:0.00000000}  alpha {b.Alpha:0.00000000}  a {b.A:0.00000000}  b {b.B:0.00000000}  log-likelihood {b.LogLikelihood:0.00000000}  ({b.Seconds:0.00} s)");
        }

        if (result.ParetoNbd is { } p)
        {
            Line(text, $"Pareto/NBD   r {p.R:0.00000000}  alpha {p.Alpha:0.00000000}  s {p.S:0.00000000}  beta {p.Beta:0.00000000}  log-likelihood {p.LogLikelihood:0.00000000}  ({p.Seconds:0.00} s)");
        }

        if (result.GammaGamma is { } g)
        {
            Line(text, $"Gamma-Gamma  p {g.P:0.00000000}  q {g.Q:0.00000000}  v {g.V:0.00000000}  log-likelihood {g.LogLikelihood:0.00000000}  ({g.Seconds:0.00} s)");
        }

        foreach (var refusal in result.Refusals)
        {
            Line(text, $"{Name(refusal.Of)}no numbers. {refusal.Sentence}");
        }

        foreach (var warning in result.Warnings)
        {
            Line(text, $"Note: {warning}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Name(string of) => of switch
    {
        "bgNbd" => "BG/NBD: ",
        "paretoNbd" => "Pareto/NBD: ",
        "gammaGamma" => "Spend: ",
        _ => "There are ",
    };

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
