namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Which named conditions use which others.</summary>
internal static class NamedConditions
{
    /// <summary>Names in condition "name" of a text; texts in quotes are skipped.</summary>
    public static IReadOnlyList<string> UsedBy(string text)
    {
        var names = new List<string>();
        var position = 0;
        var afterKeyword = false;
        while (position < text.Length)
        {
            var c = text[position];
            if (c is '"' or '\'')
            {
                var start = ++position;
                while (position < text.Length && text[position] != c)
                {
                    position += text[position] == '\\' ? 2 : 1;
                }

                if (afterKeyword && position <= text.Length)
                {
                    names.Add(text[start..Math.Min(position, text.Length)].Replace("\\" + c, c.ToString(), StringComparison.Ordinal));
                }

                position++;
                afterKeyword = false;
            }
            else if (char.IsLetter(c) || c == '_')
            {
                var start = position;
                while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '.'))
                {
                    position++;
                }

                afterKeyword = text.AsSpan(start, position - start).Equals("condition", StringComparison.OrdinalIgnoreCase);
            }
            else
            {
                afterKeyword &= char.IsWhiteSpace(c);
                position++;
            }
        }

        return names;
    }

    /// <summary>The conditions with those first that others use; those in a circle come with the circle, such as a, b, a.</summary>
    public static (IReadOnlyList<ConditionDocument> Ordered, IReadOnlyDictionary<string, IReadOnlyList<string>> Circles) Order(IReadOnlyList<ConditionDocument> conditions)
    {
        var byName = new Dictionary<string, ConditionDocument>(StringComparer.Ordinal);
        foreach (var condition in conditions)
        {
            byName.TryAdd(condition.Name, condition);
        }

        var ordered = new List<ConditionDocument>();
        var circles = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var state = new Dictionary<string, bool>(StringComparer.Ordinal); // false: on the way down, true: done
        foreach (var condition in byName.Values)
        {
            Visit(condition, byName, state, ordered, circles);
        }

        return (ordered, circles);
    }

    // An explicit stack: a chain of thousands of conditions must not end the process.
    private static void Visit(
        ConditionDocument root, Dictionary<string, ConditionDocument> byName, Dictionary<string, bool> state, List<ConditionDocument> ordered,
        Dictionary<string, IReadOnlyList<string>> circles)
    {
        if (!state.TryAdd(root.Name, false))
        {
            return;
        }

        var way = new List<(ConditionDocument Condition, Queue<string> Next)> { (root, new(UsedBy(root.When))) };
        while (way.Count > 0)
        {
            var (condition, next) = way[^1];
            if (!next.TryDequeue(out var name))
            {
                way.RemoveAt(way.Count - 1);
                state[condition.Name] = true;
                ordered.Add(condition);
            }
            else if (byName.TryGetValue(name, out var used))
            {
                if (state.TryAdd(name, false))
                {
                    way.Add((used, new(UsedBy(used.When))));
                }
                else if (!state[name])
                {
                    var start = way.FindIndex(w => w.Condition.Name == name);
                    List<string> circle = [.. way.Skip(start).Select(w => w.Condition.Name), name];
                    foreach (var member in circle)
                    {
                        circles.TryAdd(member, circle);
                    }
                }
            }
        }
    }
}
