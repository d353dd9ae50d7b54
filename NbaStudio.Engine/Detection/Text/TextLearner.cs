namespace NbaStudio.Engine.Detection.Text;

/// <summary>Learns weights one text at a time: multinomial logistic regression with a step per piece that shrinks with its gradients (AdaGrad, Duchi et al. 2011). Not thread safe.</summary>
internal sealed class TextLearner
{
    /// <summary>Times that all texts are gone through.</summary>
    public const int Passes = 8;

    private const float StepSize = 0.7f;
    private const float StartValue = 0.3f;
    private const float Floor = 1e-3f;

    private readonly float[] _gradients;
    private readonly float[] _errors;
    private readonly float[] _importance;

    /// <param name="pieces">Size of the vocabulary.</param>
    /// <param name="perLabel">Texts per label; each text of a rare label counts more, by the root, so that it is not drowned.</param>
    public TextLearner(int pieces, ReadOnlySpan<int> perLabel)
    {
        Weights = new TextWeights(pieces, perLabel.Length);
        _gradients = new float[pieces + 1];
        _errors = new float[Weights.Width];
        _importance = new float[perLabel.Length];
        var (texts, used) = (0, 0);
        foreach (var count in perLabel)
        {
            texts += count;
            used += count > 0 ? 1 : 0;
        }

        for (var label = 0; label < perLabel.Length; label++)
        {
            _importance[label] = perLabel[label] == 0 ? 1 : MathF.Sqrt(texts / (float)used / perLabel[label]);
        }
    }

    public TextWeights Weights { get; }

    /// <summary>Predicts, then learns.</summary>
    /// <returns>What was predicted.</returns>
    public int Learn(ReadOnlySpan<int> ids, ReadOnlySpan<float> values, int label)
    {
        Weights.Score(ids, values, _errors);
        var errors = _errors.AsSpan(0, Weights.Labels);
        var predicted = TextWeights.Best(errors);
        TextWeights.Probabilities(errors);
        errors[label] -= 1;
        var square = 0f;
        foreach (ref var error in errors)
        {
            error *= _importance[label];
            square += error * error;
        }

        for (var i = 0; i < ids.Length; i++)
        {
            Update(ids[i], values[i], square);
        }

        Update(Weights.Pieces, StartValue, square);
        return predicted;
    }

    private void Update(int piece, float value, float square)
    {
        ref var gradient = ref _gradients[piece];
        gradient += square * value * value;
        TextWeights.Add(-StepSize * value / MathF.Sqrt(gradient + Floor), _errors, Weights.Row(piece));
    }
}
