namespace NbaStudio.Engine.Detection.Text;

/// <summary>Makes the numbers of a text: (1 + ln count) x weight per piece, runs of characters and words each brought to length sqrt(1/2).</summary>
/// <remarks>Pieces that were never seen count in the length, so that a text about something else gets small numbers and little confidence.</remarks>
internal static class TextVectors
{
    private const float BlockLength = 0.70710678f;

    /// <summary>Fills ids and values of the buffers.</summary>
    /// <returns>Pieces that are known.</returns>
    public static int Fill(TextVocabulary vocabulary, ReadOnlySpan<char> folded, TextBuffers buffers)
    {
        buffers.Cut(folded);
        var count = Block(vocabulary, buffers.Characters, buffers, 0);
        return Block(vocabulary, buffers.Words, buffers, count);
    }

    private static int Block(TextVocabulary vocabulary, ReadOnlySpan<TextGram> grams, TextBuffers buffers, int from)
    {
        var (found, unknown) = (from, 0);
        foreach (var gram in grams)
        {
            var id = vocabulary.IdOf(gram.Hash);
            if (id < 0)
            {
                unknown++;
            }
            else
            {
                buffers.Ids[found++] = id;
            }
        }

        var ids = buffers.Ids.AsSpan(from, found - from);
        ids.Sort();
        var square = (double)unknown * vocabulary.UnknownWeight * vocabulary.UnknownWeight;
        var to = from;
        for (var i = 0; i < ids.Length;)
        {
            var (id, same) = (ids[i], 1);
            while (i + same < ids.Length && ids[i + same] == id)
            {
                same++;
            }

            i += same;
            var value = (same == 1 ? 1f : 1f + MathF.Log(same)) * vocabulary.WeightOf(id);
            square += value * value;
            (buffers.Ids[to], buffers.Values[to]) = (id, value);
            to++;
        }

        var scale = square > 0 ? (float)(BlockLength / Math.Sqrt(square)) : 0;
        for (var i = from; i < to; i++)
        {
            buffers.Values[i] *= scale;
        }

        return to;
    }
}
