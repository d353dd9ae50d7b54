namespace NbaStudio.Components.Pages.Rules;

/// <summary>Moves a part line by line through the whole rule, into and out of groups, so that a keyboard reaches every place that a mouse does.</summary>
public static class RuleMoves
{
    /// <summary>Moves a part one place up; the first part of a group moves out before the group. False at the very top.</summary>
    public static bool Up(RulePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Parent is not { } group)
        {
            return false;
        }

        var index = IndexOf(group, part);
        if (index > 0)
        {
            Beside(group, index - 1, part, after: true);
            return true;
        }

        return Out(group, part, after: false);
    }

    /// <summary>Moves a part one place down; the last part of a group moves out behind the group. False at the very bottom.</summary>
    public static bool Down(RulePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Parent is not { } group)
        {
            return false;
        }

        var index = IndexOf(group, part);
        if (index < group.Parts.Count - 1)
        {
            Beside(group, index + 1, part, after: false);
            return true;
        }

        return Out(group, part, after: true);
    }

    /// <summary>Puts a part before another one, or at the end of a group. A group never moves into itself.</summary>
    public static bool To(RulePart part, RulePart target)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(target);
        for (var outer = target; outer is not null; outer = outer.Parent)
        {
            if (outer == part)
            {
                return false;
            }
        }

        if (target is RuleGroup group)
        {
            group.Insert(group.Parts.Count, part);
        }
        else if (target.Parent is { } parent)
        {
            parent.Insert(IndexOf(parent, target), part);
        }

        return true;
    }

    private static void Beside(RuleGroup group, int neighbour, RulePart part, bool after)
    {
        if (group.Parts[neighbour] is RuleGroup inner)
        {
            inner.Insert(after ? inner.Parts.Count : 0, part);
        }
        else
        {
            group.Insert(after ? neighbour : neighbour + 1, part);
        }
    }

    private static bool Out(RuleGroup group, RulePart part, bool after)
    {
        if (group.Parent is not { } outer)
        {
            return false;
        }

        outer.Insert(IndexOf(outer, group) + (after ? 1 : 0), part);
        return true;
    }

    private static int IndexOf(RuleGroup group, RulePart part) => group.Parts.TakeWhile(p => p != part).Count();
}
