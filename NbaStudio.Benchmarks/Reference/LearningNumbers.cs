using NbaStudio.Benchmarks.Propensity;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks.Reference;

/// <summary>Published figures of learning and exploring.</summary>
public static class LearningNumbers
{
    public static IEnumerable<ReferenceRow> CountModels()
    {
        double[] positives = [10, 30, 60], negatives = [500, 300, 200];
        string[] contributions = ["-1.58626536", "0.00098851", "1.09353636"];
        for (var bin = 0; bin < 3; bin++)
        {
            yield return new($"contribution of bin {bin + 1}", CountModel.Contribution(positives[bin], negatives[bin], 100, 1_000, 3), contributions[bin]);
        }

        yield return new("prior", CountModel.Prior(100, 1_000), "-2.29363426");
        yield return new("AUC of the predictor", BinnedAuc.Of(positives, negatives, positives, negatives), "0.76");
    }

    public static IEnumerable<ReferenceRow> Ftrl()
    {
        var model = new FtrlModel(3, 0.1, 1, 0, 1);
        (int[] Row, bool Positive)[] rows = [([0, 1], true), ([0, 2], false), ([0, 1], false), ([1, 2], true), ([0, 1], true)];
        string[] p = ["0.5", "0.5078118643", "0.5086204315", "0.4929043316", "0.5015906979"];
        for (var i = 0; i < rows.Length; i++)
        {
            yield return new($"p of example {i + 1}", model.Learn(rows[i].Row, rows[i].Positive), p[i]);
        }

        string[] z = ["-0.02400339", "-1.10680489", "0.06699097"], n = ["1.01497947", "1.01425259", "0.51501891"];
        for (var i = 0; i < 3; i++)
        {
            yield return new($"z of coordinate {i + 1}", model.Z[i], z[i]);
            yield return new($"n of coordinate {i + 1}", model.N[i], n[i]);
        }

        yield return new("sigma after n = 1e6 for g² = 1e-4", FtrlModel.Sigma(1e6, 1e-4, 0.1), "not 0", "not 0");
    }

    public static IEnumerable<ReferenceRow> InverseGap()
    {
        double[] gaps = [0, 0.03, 0.04, 0.05];
        (int Time, string[] Expected)[] times =
        [
            (1, ["0.317947", "0.232558", "0.227273", "0.222222"]), (100, ["0.621032", "0.142857", "0.125", "0.111111"]), (10_000, ["0.929342", "0.029412", "0.022727", "0.018519"]),
        ];
        foreach (var (time, expected) in times)
        {
            var probabilities = new double[gaps.Length];
            Exploration.InverseGap(gaps, 0, 10 * Math.Sqrt(time), probabilities);
            for (var i = 0; i < gaps.Length; i++)
            {
                yield return new($"t = {time}, cost {-0.05 + gaps[i]:0.00}", probabilities[i], expected[i]);
            }
        }
    }
}
