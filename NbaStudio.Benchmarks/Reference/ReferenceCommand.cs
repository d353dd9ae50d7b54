namespace NbaStudio.Benchmarks.Reference;

/// <summary>The verb <c>reference</c>: every published figure that the mathematics has to reproduce, beside what this program computes now.</summary>
internal static class ReferenceCommand
{
    private static readonly IReadOnlyList<ReferenceRow> Sizes =
    [
        new("Pega CDH: most actions, treatments, predictors", null, "2,500; 5,000; 700", "a limit that the vendor states, nothing to compute; ours at 5,000 actions: decide.md"),
        new("Commonwealth Bank: decisions a day, each under 300 ms", null, "35 million", "press, other machines; our rate and percentiles: load.md, decide.md"),
        new("Adobe: requests a second; lag of caps; of consent; retraining", null, "500 to 5,000; up to 3 s; up to 48 h; weekly", "stated by the vendor; here caps and consent hold in the same decision and models learn with each response, so there is no lag to measure"),
        new("SAS: transactions a second at 10 ms", null, "over 5,000", "vendor's blog, other machines; ours: load.md"),
        new("Metarank: a reranking", null, "10 to 30 ms", "other machines; ours: decide.md"),
        new("Esper: events a second on two CPUs (2007)", null, "over 500,000", "other machines; ours: detect.md"),
        new("Vowpal Wabbit: examples learned a second; prediction over 100, 1,000, 5,000 actions", null, "0.5 to 0.84 million; 119 to 144 µs; 1.5 ms; 12 ms", "needs that program and a quiet machine; ours: propensity.md, decide.md"),
        new("json-rules-engine: 100 and 1,000 rules of 5 conditions", null, "1.1 to 2.2 ms; 18 to 30 ms", "needs that program and a quiet machine; ours: decide.md"),
        new("bare HTTP endpoint, SQLite in batches", null, "27 to 32 thousand/s; 57 to 70 thousand rows/s", "ceilings of the machine, not of this program; speeds need a quiet machine: load.md"),
    ];

    /// <param name="args">The folder of the public data; shared/data beside the repository when absent.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var data = args is [var folder, ..] ? folder : Find();
        Part("Count model", LearningNumbers.CountModels());
        Part("FTRL (alpha .1, beta 1, l1 0, l2 1)", LearningNumbers.Ftrl());
        Part("Inverse-gap probabilities, gamma = 10 sqrt t", LearningNumbers.InverseGap());
        Part("Off-policy, Open Bandit men, 10,000 rows each", data is null ? [NoData("obd-men")] : await BanditNumbers.OfAsync(Path.Combine(data, "obd-men")));
        Part("Lifetime value, CDNOW sample, 39 weeks", data is null ? [NoData("cdnow")] : await LifetimeNumbers.OfAsync(Path.Combine(data, "cdnow")));
        Part("Experiments", ExperimentNumbers.Intervals().Concat(ExperimentNumbers.SameArmsAgainAndAgain()));
        Part("Patterns (relaxed contiguity)", PatternNumbers.All());
        Part("Published sizes and speeds", Sizes);
        return 0;
    }

    private static void Part(string name, IEnumerable<ReferenceRow> rows)
    {
        Console.Out.WriteLine($"## {name}\n\n| what | ours | reference | difference | in its last digit |\n|---|---:|---:|---:|---:|");
        foreach (var row in rows)
        {
            Console.Out.WriteLine(row.Line());
        }

        Console.Out.WriteLine();
    }

    private static ReferenceRow NoData(string name) => new("all", null, "-", $"the folder {name} of the public data is not there; name the data's folder");

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "shared", "data") is var path && Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
