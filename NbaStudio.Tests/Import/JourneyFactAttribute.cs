namespace NbaStudio.Tests.Import;

/// <summary>A test over the real Complete Journey; skipped where the data does not lie beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JourneyFactAttribute : FactAttribute
{
    public JourneyFactAttribute()
    {
        if (FindFolder() is null)
        {
            Skip = "shared/data/completejourney is not beside the repository";
        }
    }

    public static string Folder => FindFolder() ?? throw new InvalidOperationException("The data is not there.");

    private static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "completejourney");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
