using NbaStudio.Engine.Measurement.OffPolicy;

namespace NbaStudio.Tests.Measurement;

/// <summary>Errors over customers, against the formula written out.</summary>
public sealed class OffPolicyErrorTests
{
    [Fact]
    public void Error_RowsInAnyOrder_IsThatOfTheSumsByCustomer()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 200; trial++)
        {
            // Numbers of customers with gaps, as in a part of a sample.
            (int Customer, double Influence)[] rows = [.. Enumerable.Range(0, 1 + random.Next(60)).Select(_ => (random.Next(15) * 3, random.NextDouble() - 0.5)).OrderBy(r => r.Item1)];
            double[] sums = [.. rows.GroupBy(r => r.Customer).Select(g => g.Sum(r => r.Influence))];
            var brute = Math.Sqrt(sums.Sum(s => s * s) * sums.Length / (sums.Length - 1.0)) / rows.Length;

            foreach (var order in new[] { rows, [.. rows.Reverse()], [.. rows.OrderBy(_ => random.Next())] })
            {
                var error = OffPolicyEstimate.Error([.. order.Select(r => r.Influence)], [.. order.Select(r => r.Customer)], out var customers);

                customers.ShouldBe(sums.Length);
                if (sums.Length == 1)
                {
                    double.IsFinite(error).ShouldBeFalse("one customer has no error");
                }
                else
                {
                    error.ShouldBe(brute, 1e-12);
                }
            }
        }
    }
}
