using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks that hours of a day are not empty. The form of each time is checked with the fields.</summary>
internal static class Hours
{
    public static void Check(string? from, string? to, string path, IssueList issues)
    {
        if (DocumentWords.Minute(from) is { } start && DocumentWords.Minute(to) is { } end && start % 1440 == end % 1440 && !(start == 0 && end == 1440))
        {
            issues.Error("hours.empty", path, null, from!);
        }
    }
}
