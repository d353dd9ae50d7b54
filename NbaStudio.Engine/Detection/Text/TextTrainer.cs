using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>Learns classifiers from examples. Pure and thread safe: the same examples in the same order give the same classifier, bit for bit on one processor family.</summary>
public static class TextTrainer
{
    /// <summary>Parts that examples are cut into: each is predicted by what was learned from the others.</summary>
    public const int Parts = 5;

    private const float LeastSharpness = 0.2f;
    private const float MostSharpness = 5;

    /// <summary>Learns all examples, and all but each fifth, to say how well it does and to bring its confidence in line with that.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="labels">Number of labels, at least 1.</param>
    /// <param name="inOrder">Whether the progressive accuracy goes by the order of the examples (a log); else they are mixed first.</param>
    /// <exception cref="ArgumentException">There are no examples, or a label is out of range.</exception>
    public static (TextClassifier Classifier, TextEvaluation Evaluation) Train(IReadOnlyList<TextExample> examples, int labels, bool inOrder = false)
    {
        Check(examples, labels);
        var held = HoldOut(examples, labels);
        var sharpness = Sharpest(held);
        var corpus = new TextCorpus(examples, labels);
        var evaluation = new TextEvaluation(labels, [.. held.Select(h => h.Said(sharpness))], corpus.Progressive(inOrder));
        return (new TextClassifier(corpus.Vocabulary, corpus.Learn(), sharpness), evaluation);
    }

    /// <summary>Learns all examples and nothing more; confidence is as it was learned.</summary>
    /// <exception cref="ArgumentException">There are no examples, or a label is out of range.</exception>
    public static TextClassifier Learn(IReadOnlyList<TextExample> examples, int labels)
    {
        Check(examples, labels);
        var corpus = new TextCorpus(examples, labels);
        return new TextClassifier(corpus.Vocabulary, corpus.Learn(), 1);
    }

    /// <summary>Goes through the examples once in their order, predicting each before it is learned.</summary>
    /// <returns>Examples that were predicted rightly.</returns>
    /// <exception cref="ArgumentException">There are no examples, or a label is out of range.</exception>
    public static int Progressive(IReadOnlyList<TextExample> examples, int labels)
    {
        Check(examples, labels);
        return new TextCorpus(examples, labels).Progressive(inOrder: true);
    }

    /// <summary>Tests a classifier on texts that it has not seen.</summary>
    /// <exception cref="ArgumentException">There are no texts, or a label is out of range.</exception>
    public static TextEvaluation Test(TextClassifier classifier, IReadOnlyList<TextExample> texts)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        Check(texts, classifier.LabelCount);
        var read = texts.Select((t, i) => (t.Label, Index: i, Reading: classifier.Read(new TextValue(t.Text))));
        return new TextEvaluation(classifier.LabelCount, [.. read.Select(r => new HeldOutText(r.Index, r.Label, r.Reading.Label, r.Reading.Confidence))], 0);
    }

    private static List<HeldOut> HoldOut(IReadOnlyList<TextExample> examples, int labels)
    {
        var parts = PartsOf(examples);
        var held = new List<HeldOut>(examples.Count);
        for (var part = 0; part < Parts; part++)
        {
            TextExample[] rest = [.. examples.Where((_, i) => parts[i] != part)];
            if (rest.Length == 0)
            {
                continue;
            }

            var learned = Learn(rest, labels);
            for (var i = 0; i < examples.Count; i++)
            {
                if (parts[i] == part)
                {
                    held.Add(new HeldOut(i, examples[i].Label, learned.Scores(new TextValue(examples[i].Text))));
                }
            }
        }

        return held;
    }

    // Each label is dealt out evenly, in the order of hashes, so neither order nor neighbours in the list matter; the same text never lies on both sides.
    private static int[] PartsOf(IReadOnlyList<TextExample> examples)
    {
        var parts = new int[examples.Count];
        var ordered = examples.Select((e, i) => (e.Label, Hash: StableHash.Of(TextValue.Fold(e.Text)), Index: i)).OrderBy(e => e.Label).ThenBy(e => e.Hash).ToList();
        var byText = new Dictionary<ulong, int>();
        var next = 0;
        foreach (var (_, hash, index) in ordered)
        {
            if (!byText.TryGetValue(hash, out var part))
            {
                byText[hash] = part = next++ % Parts;
            }

            parts[index] = part;
        }

        return parts;
    }

    /// <summary>The factor under which what happened was least surprising (temperature scaling, Guo et al. 2017): golden section on its logarithm.</summary>
    private static float Sharpest(List<HeldOut> held)
    {
        var golden = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(LeastSharpness), Math.Log(MostSharpness));
        for (var step = 0; step < 40; step++)
        {
            var (left, right) = (high - (golden * (high - low)), low + (golden * (high - low)));
            (low, high) = Surprise(held, Math.Exp(left)) <= Surprise(held, Math.Exp(right)) ? (low, right) : (left, high);
        }

        return (float)Math.Exp((low + high) / 2);
    }

    private static double Surprise(List<HeldOut> held, double sharpness) => held.Sum(h => h.Surprise(sharpness));

    private static void Check(IReadOnlyList<TextExample> examples, int labels)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(labels, 1);
        if (examples.Count == 0)
        {
            throw new ArgumentException("There are no examples; at least one is needed.", nameof(examples));
        }

        for (var i = 0; i < examples.Count; i++)
        {
            if (examples[i].Label < 0 || examples[i].Label >= labels)
            {
                throw new ArgumentException($"Example {i} has the label {examples[i].Label}; allowed is 0 to {labels - 1}.", nameof(examples));
            }
        }
    }

    /// <summary>Scores of a text by a model that had not seen it; null when nothing in it was known.</summary>
    private sealed record HeldOut(int Example, int Label, float[]? Scores)
    {
        public double Surprise(double sharpness)
        {
            if (Scores is null)
            {
                return 0;
            }

            double most = Scores.Max();
            var sum = 0.0;
            foreach (var score in Scores)
            {
                sum += Math.Exp((score - most) * sharpness);
            }

            return Math.Log(sum) - ((Scores[Label] - most) * sharpness);
        }

        public HeldOutText Said(float sharpness)
        {
            if (Scores is null)
            {
                return new HeldOutText(Example, Label, -1, 0);
            }

            float[] probabilities = [.. Scores];
            TextWeights.Probabilities(probabilities, sharpness);
            var best = TextWeights.Best(probabilities);
            return new HeldOutText(Example, Label, best, probabilities[best]);
        }
    }
}
