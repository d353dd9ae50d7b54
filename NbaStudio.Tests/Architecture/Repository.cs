namespace NbaStudio.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
public static class Repository
{
    private static readonly string[] NotSource = ["bin", "obj", ".git", "data", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];

    public static string Root { get; } = FindRoot();

    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>Source files with one of these endings, as paths relative to the root.</summary>
    public static IEnumerable<string> Files(string under, params string[] endings)
    {
        var folder = Path.Combine(Root, under);
        return Directory.Exists(folder)
            ? Walk(folder).Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)
            : [];
    }

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !NotSource.Contains(Path.GetFileName(inner))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "NbaStudio.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
