namespace NbaStudio.Data;

/// <summary>Gives items positions so that an unchanged item keeps its row when others are added or removed around it.</summary>
internal static class ItemOrder
{
    private const long Gap = 1L << 20;

    /// <summary>Positions in ascending order, kept from <paramref name="known"/> (0 = none) wherever order and room allow.</summary>
    public static long[] Assign(IReadOnlyList<long> known)
    {
        var positions = new long[known.Count];
        var last = 0L;
        for (var start = 0; start < known.Count;)
        {
            if (known[start] > last)
            {
                last = positions[start] = known[start];
                start++;
                continue;
            }

            var end = start;
            while (end < known.Count && known[end] <= last)
            {
                end++;
            }

            var step = end == known.Count ? Gap : (known[end] - last) / (end - start + 1);
            if (step == 0)
            {
                return [.. Enumerable.Range(1, known.Count).Select(i => i * Gap)];
            }

            for (; start < end; start++)
            {
                last = positions[start] = last + step;
            }
        }

        return positions;
    }
}
