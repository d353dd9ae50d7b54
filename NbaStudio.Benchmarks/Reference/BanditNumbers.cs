namespace NbaStudio.Benchmarks.Reference;

/// <summary>Published figures of the Open Bandit sample, by <c>evaluate policy</c>.</summary>
internal static class BanditNumbers
{
    /// <param name="folder">Of the sample.</param>
    public static async Task<IReadOnlyList<ReferenceRow>> OfAsync(string folder)
    {
        var bandit = new OpenBandit(folder);
        var policy = bandit.ThompsonProbabilities();
        var work = Directory.CreateTempSubdirectory("reference").FullName;
        try
        {
            var (random, other) = (Path.Combine(work, "random.csv"), Path.Combine(work, "bts.csv"));
            await File.WriteAllTextAsync(random, bandit.Csv("random", (item, position) => policy[item, position]));
            await File.WriteAllTextAsync(other, bandit.Csv("bts", (_, _) => 1.0 / OpenBandit.Items));
            var one = await CommandRun.JsonAsync("evaluate", "policy", "--log", random, "--limit", "2");
            var back = await CommandRun.JsonAsync("evaluate", "policy", "--log", other);
            double Of(string name, string field = "value") => one.Number("estimates", name, field);
            return
            [
                new("mean of the random log", Of("logged"), "0.0046"),
                new("clicks of the random log", one.Number("rewarded"), "46"),
                new("mean of the Thompson log", back.Number("estimates", "logged", "value"), "0.0069"),
                new("clicks of the Thompson log", back.Number("rewarded"), "69"),
                new("pi of item 0 at rank 1 (quadrature of this program)", policy[0, 1], "0.045680"),
                new("pi of item 0 at rank 2", policy[0, 2], "0.045822"),
                new("pi of item 0 at rank 3", policy[0, 3], "0.052406"),
                new("mean weight", one.Number("meanWeight"), "0.98478223"),
                new("effective sample size", one.Number("effectiveSampleSize"), "2474.271"),
                new("IPS", Of("ips"), "0.00454006"),
                new("IPS, standard error", Of("ips", "standardError"), "0.00118207"),
                new("SNIPS", Of("snips"), "0.00461021"),
                new("SNIPS, standard error", Of("snips", "standardError"), "0.00119920"),
                new("DM", Of("dm"), "0.00515593"),
                new("DR", Of("dr"), "0.00464160"),
                new("SNDR", Of("sndr"), "0.00463365"),
                new("Switch-DR, tau 2", Of("switchDr"), "0.00486935"),
                new("clipped IPS, 2", Of("clippedIps"), "0.00331641"),
                new("other direction: largest weight", back.Number("maximumWeight"), "178"),
                new("other direction: effective sample size", back.Number("effectiveSampleSize"), "656"),
            ];
        }
        finally
        {
            Directory.Delete(work, true);
        }
    }
}
