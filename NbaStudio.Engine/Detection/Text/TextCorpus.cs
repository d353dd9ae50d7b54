using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>Examples with their vocabulary and their numbers, ready to be learned in any order. Immutable once made.</summary>
internal sealed class TextCorpus
{
    private const long OrderSeed = 8;
    private readonly List<int[]> _ids = [];
    private readonly List<float[]> _values = [];

    public TextCorpus(IReadOnlyList<TextExample> examples, int labels)
    {
        (Examples, LabelCount) = (examples, labels);
        string[] folded = [.. examples.Select(e => TextValue.Fold(e.Text))];
        Vocabulary = TextVocabulary.Learn(folded);
        var buffers = TextBuffers.Current;
        foreach (var text in folded)
        {
            var count = TextVectors.Fill(Vocabulary, text, buffers);
            _ids.Add(buffers.Ids.AsSpan(0, count).ToArray());
            _values.Add(buffers.Values.AsSpan(0, count).ToArray());
        }
    }

    public IReadOnlyList<TextExample> Examples { get; }

    public int LabelCount { get; }

    public TextVocabulary Vocabulary { get; }

    /// <summary>Learns all texts in several passes, each in another order that only the number of texts decides.</summary>
    public TextWeights Learn()
    {
        var learner = NewLearner();
        var order = Enumerable.Range(0, Examples.Count).ToArray();
        for (var pass = 0; pass < TextLearner.Passes; pass++)
        {
            Shuffle(order, pass);
            foreach (var i in order)
            {
                learner.Learn(_ids[i], _values[i], Examples[i].Label);
            }
        }

        return learner.Weights;
    }

    /// <summary>Goes through all texts once: each is predicted before it is learned.</summary>
    /// <param name="inOrder">In the given order; else mixed, for examples that are sorted by label.</param>
    /// <returns>Texts that were predicted rightly.</returns>
    public int Progressive(bool inOrder)
    {
        var learner = NewLearner();
        var order = Enumerable.Range(0, Examples.Count).ToArray();
        if (!inOrder)
        {
            Shuffle(order, 0);
        }

        return order.Count(i => learner.Learn(_ids[i], _values[i], Examples[i].Label) == Examples[i].Label);
    }

    private TextLearner NewLearner()
    {
        var perLabel = new int[LabelCount];
        foreach (var example in Examples)
        {
            perLabel[example.Label]++;
        }

        return new TextLearner(Vocabulary.Count, perLabel);
    }

    private static void Shuffle(int[] order, int pass)
    {
        var chance = new DecisionRandom(StableHash.Of(OrderSeed, pass));
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = chance.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
