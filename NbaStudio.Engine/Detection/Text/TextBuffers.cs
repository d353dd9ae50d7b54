namespace NbaStudio.Engine.Detection.Text;

/// <summary>Working memory for reading texts, one per thread, so that reading a text allocates nothing.</summary>
internal sealed class TextBuffers
{
    [ThreadStatic]
    private static TextBuffers? _current;

    private readonly char[] _clean = new char[TextGrams.MaximumCharacters];
    private readonly TextGram[] _grams = new TextGram[TextGrams.MaximumGrams];
    private float[] _scores = [];
    private int _length;
    private int _characters;
    private int _count;

    private TextBuffers()
    {
    }

    public static TextBuffers Current => _current ??= new TextBuffers();

    /// <summary>Ids of the vector that was made last, and their values beside them.</summary>
    public int[] Ids { get; } = new int[TextGrams.MaximumGrams];

    public float[] Values { get; } = new float[TextGrams.MaximumGrams];

    /// <summary>The text that was cut last, cleaned.</summary>
    public ReadOnlySpan<char> Clean => _clean.AsSpan(0, _length);

    /// <summary>Its runs of characters.</summary>
    public ReadOnlySpan<TextGram> Characters => _grams.AsSpan(0, _characters);

    /// <summary>Its words.</summary>
    public ReadOnlySpan<TextGram> Words => _grams.AsSpan(_characters, _count - _characters);

    /// <summary>Cuts a text into all its pieces; valid until the next cut on this thread.</summary>
    public ReadOnlySpan<TextGram> Cut(ReadOnlySpan<char> folded)
    {
        _length = TextGrams.Clean(folded, _clean);
        _characters = TextGrams.Characters(Clean, _grams);
        _count = _characters + TextGrams.Words(Clean, _grams.AsSpan(_characters));
        return _grams.AsSpan(0, _count);
    }

    /// <summary>Room for one number per label.</summary>
    public Span<float> Scores(int count)
    {
        if (_scores.Length < count)
        {
            _scores = new float[count];
        }

        return _scores.AsSpan(0, count);
    }
}
