using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NbaStudio.Engine.Scores;
using static System.FormattableString;

namespace NbaStudio.Benchmarks.ImportedModels;

/// <summary>The verb <c>scores</c>: what one answer of an imported model costs, and what reading its file costs.</summary>
internal static class ScoresCommand
{
    private const int Trees = 100;
    private const int Depth = 6;
    private const int Features = 30;
    private const int Customers = 4_096;
    private const int Rounds = 25;

    public static int Run(TextWriter output)
    {
        output.WriteLine(Invariant($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, load average {LoadAverage()}"));
        output.WriteLine(Invariant($"{Trees} complete trees of depth {Depth}, {Features} features, {Customers:N0} customers in turn with 10 % of values missing, one thread. Best of {Rounds} rounds."));
        output.WriteLine();
        output.WriteLine("| model | one answer | allocated | file | reading it |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        Measure(output, "XGBoost", XGBoost);
        Measure(output, "LightGBM", LightGbm);
        Measure(output, Invariant($"logistic, {Features} numbers"), Logistic);
        return 0;
    }

    private static void Measure(TextWriter output, string name, Func<Random, string> write)
    {
        var text = write(new Random(5));
        var started = Stopwatch.GetTimestamp();
        var model = ImportedModelReader.Read(text).Model ?? throw new InvalidOperationException($"The generated file of {name} is no model.");
        var reading = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var random = new Random(6);
        double[][] customers =
        [
            .. Enumerable.Range(0, Customers).Select(_ => Enumerable.Range(0, Features).Select(_ => random.Next(10) == 0 && !name.StartsWith("log", StringComparison.Ordinal) ? double.NaN : random.NextDouble()).ToArray()),
        ];
        var best = double.PositiveInfinity;
        var allocated = 0L;
        var sum = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            started = Stopwatch.GetTimestamp();
            foreach (var customer in customers)
            {
                sum += model.Score(customer);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / Customers);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        if (!double.IsFinite(sum))
        {
            throw new InvalidOperationException($"{name} gave no answer.");
        }

        output.WriteLine(Invariant($"| {name} | {best:0.00} µs | {allocated / Customers} B | {Encoding.UTF8.GetByteCount(text) / 1e3:N0} kB | {reading:0.0} ms |"));
    }

    // A complete tree: node i has the children 2i + 1 and 2i + 2; the last level is leaves.
    private static string XGBoost(Random random)
    {
        const int Splits = (1 << Depth) - 1;
        const int Nodes = (2 * Splits) + 1;
        var trees = Enumerable.Range(0, Trees).Select(_ =>
            $"{{\"left_children\":[{List(Nodes, i => i < Splits ? (2 * i) + 1 : -1)}],\"right_children\":[{List(Nodes, i => i < Splits ? (2 * i) + 2 : -1)}],\"split_indices\":[{List(Nodes, _ => random.Next(Features))}],"
            + $"\"split_conditions\":[{List(Nodes, _ => Math.Round(random.NextDouble(), 6))}],\"default_left\":[{List(Nodes, _ => random.Next(2))}]}}");
        return $"{{\"learner\":{{\"feature_names\":[],\"gradient_booster\":{{\"name\":\"gbtree\",\"model\":{{\"trees\":[{string.Join(',', trees)}]}}}},"
            + $"\"learner_model_param\":{{\"base_score\":\"5E-1\",\"num_class\":\"0\",\"num_feature\":\"{Features}\"}},\"objective\":{{\"name\":\"binary:logistic\"}}}}}}";
    }

    private static string LightGbm(Random random)
    {
        const int Splits = (1 << Depth) - 1;
        string Words(int count, Func<int, double> number) => List(count, number).Replace(',', ' ');
        double Child(int i) => i < Splits ? i : ~(i - Splits);
        var trees = Enumerable.Range(0, Trees).Select(t =>
            Invariant($"Tree={t}\nnum_leaves={Splits + 1}\nnum_cat=0\nsplit_feature={Words(Splits, _ => random.Next(Features))}\nthreshold={Words(Splits, _ => random.NextDouble())}\n")
            + $"decision_type={Words(Splits, _ => 8 + (2 * random.Next(2)))}\nleft_child={Words(Splits, i => Child((2 * i) + 1))}\nright_child={Words(Splits, i => Child((2 * i) + 2))}\n"
            + $"leaf_value={Words(Splits + 1, _ => (random.NextDouble() - 0.5) / 10)}\n");
        return Invariant($"tree\nnum_class=1\nmax_feature_idx={Features - 1}\nobjective=binary sigmoid:1\nfeature_names={string.Join(' ', Enumerable.Range(0, Features).Select(i => "f" + i))}\n\n")
            + string.Join('\n', trees) + "\nend of trees\n";
    }

    private static string Logistic(Random random) =>
        "feature,coefficient\nintercept,-2\n" + string.Concat(Enumerable.Range(0, Features).Select(i => Invariant($"f{i},{random.NextDouble()}\n")));

    private static string List(int count, Func<int, double> number) => string.Join(',', Enumerable.Range(0, count).Select(i => number(i).ToString("R", CultureInfo.InvariantCulture)));

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
