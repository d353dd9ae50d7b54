namespace NbaStudio.Engine.Policies.Changes;

/// <summary>Which members of a list were moved: the fewest that explain its new order.</summary>
internal static class Moves
{
    /// <param name="before">For each member in its new order, its old place; all different.</param>
    /// <returns>For each member whether it moved. Those that did not are the longest rising row of old places.</returns>
    public static bool[] Find(IReadOnlyList<int> before)
    {
        var moved = new bool[before.Count];
        Array.Fill(moved, true);
        var ends = new List<int>();
        var previous = new int[before.Count];
        for (var i = 0; i < before.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (before[ends[middle]] < before[i])
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            previous[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = previous[i])
        {
            moved[i] = false;
        }

        return moved;
    }
}
