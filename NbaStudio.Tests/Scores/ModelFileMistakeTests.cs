using System.Globalization;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Scores;

namespace NbaStudio.Tests.Scores;

public sealed class ModelFileMistakeTests
{
    private const string Tiny =
        """{"learner":{"feature_names":["a"],"gradient_booster":{"name":"gbtree","model":{"trees":[{"left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[0,0,0],"split_conditions":[1,2,3],"default_left":[0,0,0]}]}},"learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"1"},"objective":{"name":"binary:logistic"}}}""";

    private const string Lines =
        "tree\nnum_class=1\nmax_feature_idx=0\nobjective=regression\nfeature_names=a\nTree=0\nnum_leaves=3\nnum_cat=0\nsplit_feature=0 0\nthreshold=1 2\ndecision_type=0 0\nleft_child=1 -1\nright_child=-2 -3\nleaf_value=1 2 3\n\nend of trees\n";

    public static TheoryData<string, string, string> Mistakes() => new()
    {
        { "a picture", "PNG", "score.format" },
        { "empty", "", "score.format" },
        { "cut JSON", Tiny[..^40], "score.json" },
        { "NaN leaf", Tiny.Replace("[1,2,3]", "[1,NaN,3]", StringComparison.Ordinal), "score.number" },
        { "NaN threshold", Tiny.Replace("[1,2,3]", "[NaN,2,3]", StringComparison.Ordinal), "score.number" },
        { "bare infinity", Tiny.Replace("[1,2,3]", "[1,2,-Infinity]", StringComparison.Ordinal), "score.number" },
        { "endless leaf", Tiny.Replace("[1,2,3]", "[1,1e99,3]", StringComparison.Ordinal), "score.field" },
        { "other JSON", """{ "a": 1 }""", "score.field" },
        { "objective", Tiny.Replace("binary:logistic", "rank:pairwise", StringComparison.Ordinal), "score.objective" },
        { "booster", Tiny.Replace("gbtree", "dart", StringComparison.Ordinal), "score.booster" },
        { "targets", Tiny.Replace("\"num_class\":\"0\"", "\"num_target\":\"2\"", StringComparison.Ordinal), "score.classes" },
        { "no trees", Tiny[..(Tiny.IndexOf("\"trees\":[", StringComparison.Ordinal) + 9)] + Tiny[Tiny.IndexOf("]}},\"learner_model", StringComparison.Ordinal)..], "score.noTrees" },
        { "empty tree", Tiny.Replace("[1,-1,-1]", "[]", StringComparison.Ordinal).Replace("[2,-1,-1]", "[]", StringComparison.Ordinal).Replace("[0,0,0]", "[]", StringComparison.Ordinal).Replace("[1,2,3]", "[]", StringComparison.Ordinal), "score.field" },
        { "outside", Tiny.Replace("[2,-1,-1]", "[3,-1,-1]", StringComparison.Ordinal), "score.outside" },
        { "far outside", Tiny.Replace("[2,-1,-1]", "[2147483647,-1,-1]", StringComparison.Ordinal), "score.outside" },
        { "before", Tiny.Replace("[1,-1,-1]", "[-2,-1,-1]", StringComparison.Ordinal), "score.outside" },
        { "circle", Tiny.Replace("[2,-1,-1]", "[0,-1,-1]", StringComparison.Ordinal), "score.circle" },
        { "shared child", Tiny.Replace("[2,-1,-1]", "[1,-1,-1]", StringComparison.Ordinal), "score.circle" },
        { "short list", Tiny.Replace("[1,2,3]", "[1,2]", StringComparison.Ordinal), "score.field" },
        { "split feature", Tiny.Replace("\"split_indices\":[0", "\"split_indices\":[1", StringComparison.Ordinal), "score.splitFeature" },
        { "feature count", Tiny.Replace("\"num_feature\":\"1\"", "\"num_feature\":\"2\"", StringComparison.Ordinal), "score.featureCount" },
        { "huge count", Tiny.Replace("\"num_feature\":\"1\"", "\"num_feature\":\"2147483647\"", StringComparison.Ordinal).Replace("[\"a\"]", "[]", StringComparison.Ordinal), "score.featureCount" },
        { "feature twice", Tiny.Replace("\"num_feature\":\"1\"", "\"num_feature\":\"2\"", StringComparison.Ordinal).Replace("[\"a\"]", "[\"a\",\"a\"]", StringComparison.Ordinal), "score.featureTwice" },
        { "base score", Tiny.Replace("5E-1", "1", StringComparison.Ordinal), "score.field" },
        { "half a character", Tiny.Replace("[\"a\"]", "[\"\\ud800\"]", StringComparison.Ordinal), "score.field" },
        { "cut text", Lines.Replace("end of trees", "", StringComparison.Ordinal), "score.cut" },
        { "multi-class text", Lines.Replace("num_class=1", "num_class=3", StringComparison.Ordinal), "score.classes" },
        { "text objective", Lines.Replace("=regression", "=lambdarank", StringComparison.Ordinal), "score.objective" },
        { "root of the label", Lines.Replace("=regression", "=regression sqrt", StringComparison.Ordinal), "score.objective" },
        { "sigmoid", Lines.Replace("=regression", "=binary sigmoid:0", StringComparison.Ordinal), "score.field" },
        { "linear tree", Lines.Replace("num_cat=0", "num_cat=0\nis_linear=1", StringComparison.Ordinal), "score.booster" },
        { "text circle", Lines.Replace("left_child=1", "left_child=0", StringComparison.Ordinal), "score.circle" },
        { "text outside", Lines.Replace("right_child=-2", "right_child=-9", StringComparison.Ordinal), "score.outside" },
        { "split outside", Lines.Replace("left_child=1", "left_child=2", StringComparison.Ordinal), "score.outside" },
        { "least child", Lines.Replace("right_child=-2", "right_child=-2147483648", StringComparison.Ordinal), "score.outside" },
        { "text NaN leaf", Lines.Replace("leaf_value=1", "leaf_value=nan", StringComparison.Ordinal), "score.field" },
        { "set that is not there", Lines.Replace("decision_type=0", "decision_type=1", StringComparison.Ordinal), "score.field" },
        { "boundaries", Lines.Replace("num_cat=0", "num_cat=1\ncat_boundaries=1 0\ncat_threshold=", StringComparison.Ordinal), "score.field" },
        { "missing kind", Lines.Replace("decision_type=0", "decision_type=12", StringComparison.Ordinal), "score.field" },
        { "no intercept", "feature,coefficient\nage,1\n", "score.intercept" },
        { "row", "feature,coefficient\nintercept,1\nage;2\n", "score.line" },
        { "endless coefficient", "feature,coefficient\nintercept,1\nage,1e999\n", "score.line" },
        { "row twice", "feature,coefficient\nintercept,1\nage,1\nage,2\n", "score.featureTwice" },
        { "value twice", "feature,coefficient\nintercept,1\nplan=A,1\nplan=a,2\n", "score.featureTwice" },
        { "number and text", "feature,coefficient\nintercept,1\nplan,1\nplan=a,2\n", "score.featureTwice" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_SaysWhatIsWrong(string name, string file, string code)
    {
        var reading = ImportedModelReader.Read(file);

        (reading.Model, reading.Code).ShouldBe((null, code), name);
        PolicyIssueTexts.Templates.ContainsKey(code).ShouldBeTrue(code);
        PolicyIssueTexts.Templates[code].Count(c => c == '{').ShouldBeGreaterThanOrEqualTo(reading.Arguments.Count, name);
    }

    [Fact]
    public void Read_GoodTinyFiles_AreModels()
    {
        ModelFiles.Read(Tiny).Score([0.5]).ShouldBe(1 / (1 + Math.Exp(-2)), 1e-6);
        ModelFiles.Read(Lines).Score([1.5]).ShouldBe(2);
    }

    [Fact]
    public void Read_SeveralClasses_SaysWhatIsSupported()
    {
        var reading = ImportedModelReader.Read(ModelFiles.Text("xgboost_multiclass.json"));

        (reading.Code, reading.Arguments.Single()).ShouldBe(("score.classes", "3"));
    }

    [Fact]
    public void Read_TooLarge_IsRefusedBeforeItIsParsed() =>
        ImportedModelReader.Read(new string(' ', ImportedModelReader.MaximumBytes + 1)).Code.ShouldBe("score.size");

    [Fact]
    public void Read_ChainDeeperThanAllowed_IsRefused()
    {
        static string Chain(int splits) => Lines[..Lines.IndexOf("num_leaves", StringComparison.Ordinal)] + $"num_leaves={splits + 1}\nsplit_feature={Repeat(splits, _ => "0")}\n"
            + $"threshold={Repeat(splits, _ => "1")}\ndecision_type={Repeat(splits, _ => "0")}\nleft_child={Repeat(splits, i => i + 1 < splits ? $"{i + 1}" : $"{~splits}")}\n"
            + $"right_child={Repeat(splits, i => $"{~i}")}\nleaf_value={Repeat(splits + 1, i => $"{i}")}\n\nend of trees\n";

        static string Repeat(int count, Func<int, string> make) => string.Join(' ', Enumerable.Range(0, count).Select(make));

        ModelFiles.Read(Chain(ImportedModelReader.MaximumDepth)).Score([0]).ShouldBe(ImportedModelReader.MaximumDepth);
        ImportedModelReader.Read(Chain(ImportedModelReader.MaximumDepth + 1)).Code.ShouldBe("score.depth");
    }

    [Fact]
    public void Read_DamagedFiles_NeverThrow()
    {
        var random = new Random(3);
        string[] files = [Tiny, Lines, ModelFiles.Logistic, ModelFiles.Text("xgboost_partition.json"), ModelFiles.Text("lightgbm_binary.txt")];
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var text = files[random.Next(files.Length)].ToCharArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                text[random.Next(text.Length)] = "0123456789-,[]{}\"=\n \ud800x."[random.Next(23)];
            }

            var reading = ImportedModelReader.Read(new string(text[..(random.Next(3) == 0 ? random.Next(text.Length) : text.Length)]));
            refused += reading.Model is null ? 1 : 0;
            reading.Model?.Score(new double[reading.Model.Features.Count]);
        }

        refused.ShouldBeGreaterThan(500, refused.ToString(CultureInfo.InvariantCulture));
    }
}
