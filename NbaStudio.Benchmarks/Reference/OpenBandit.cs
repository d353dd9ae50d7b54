using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using NbaStudio.Engine.Measurement.Distributions;

namespace NbaStudio.Benchmarks.Reference;

/// <summary>The Open Bandit sample of men's fashion, and what Bernoulli Thompson sampling with the published prior would draw.</summary>
/// <param name="folder">Where the files are.</param>
public sealed partial class OpenBandit(string folder)
{
    public const int Items = 34;
    private const int Ranks = 3;

    /// <summary>action, position, probability, reward and policy_probability by row, in the order of time.</summary>
    public string Csv(string file, Func<int, int, double> policy)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, file + ".csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        List<string[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split(',', 7)[..6]);
        }

        var text = new StringBuilder("action,position,probability,reward,policy_probability\n");
        foreach (var row in rows.OrderBy(r => r[1], StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row[2]},{row[3]},{row[5]},{row[4]},{policy(int.Parse(row[2], CultureInfo.InvariantCulture), int.Parse(row[3], CultureInfo.InvariantCulture)):R}\n");
        }

        return text.ToString();
    }

    /// <summary>The chance that an item has rank 1, 2 or 3 among one draw from every posterior, by integration over its own draw.</summary>
    public double[,] ThompsonProbabilities()
    {
        const int Steps = 3_000;
        const double Highest = 0.03;
        var (alpha, beta) = Prior();
        var result = new double[Items, Ranks + 1];
        for (var step = 0; step < Steps; step++)
        {
            var x = Highest * (step + 0.5) / Steps;
            var below = alpha.Select((a, i) => IncompleteBeta.Of(a, beta[i], x)).ToArray();
            for (var item = 0; item < Items; item++)
            {
                var density = Math.Exp(((alpha[item] - 1) * Math.Log(x)) + ((beta[item] - 1) * Math.Log(1 - x)) - IncompleteBeta.LogBeta(alpha[item], beta[item])) * Highest / Steps;
                var above = new double[Ranks];
                above[0] = 1;
                for (var other = 0; other < Items; other++)
                {
                    for (var rank = Ranks - 1; other != item && rank >= 0; rank--)
                    {
                        above[rank] = (above[rank] * below[other]) + (rank > 0 ? above[rank - 1] * (1 - below[other]) : 0);
                    }
                }

                for (var rank = 0; rank < Ranks; rank++)
                {
                    result[item, rank + 1] += density * above[rank];
                }
            }
        }

        return result;
    }

    private (double[] Alpha, double[] Beta) Prior()
    {
        var men = Regex.Split(File.ReadAllText(Path.Combine(folder, "prior_bts.yaml")), "^(?=\\w)", RegexOptions.Multiline).Single(part => part.StartsWith("men:", StringComparison.Ordinal));
        var halves = men.Split("beta:");
        return (Numbers(halves[0]), Numbers(halves[1]));
    }

    private static double[] Numbers(string text) => [.. Entry().Matches(text).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"-\s+([\d.]+)")]
    private static partial Regex Entry();
}
