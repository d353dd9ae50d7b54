namespace NbaStudio.Tests.Support;

/// <summary>A test over real data; skipped where the data does not lie beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class SharedDataFactAttribute : FactAttribute
{
    /// <param name="name">Folder under shared/data.</param>
    public SharedDataFactAttribute(string name)
    {
        if (Find(name) is null)
        {
            Skip = $"shared/data/{name} is not beside the repository";
        }
    }

    public static string FolderOf(string name) => Find(name) ?? throw new InvalidOperationException("The data is not there.");

    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
