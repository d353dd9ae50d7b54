using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Import;

/// <summary>A test over the real Complete Journey; skipped where the data does not lie beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JourneyFactAttribute() : SharedDataFactAttribute("completejourney")
{
    public static string Folder => FolderOf("completejourney");
}
